import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, logsService } from "../encryption";
import { aclLog, guardAcl } from "../protection";
import type { StageConfig, Target } from "../stage";

export interface EdgeWebAclArgs {
  readonly config: StageConfig;
  readonly target: Target;
}

/**
 * What the distributions of a stage share in us-east-1, where AWS keeps all that belongs to CloudFront: the web ACL of
 * scope CLOUDFRONT, its log, and the key of the logs there. A key of another Region cannot encrypt them.
 */
export class EdgeWebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Name of its metrics, which are in us-east-1. */
  readonly metricName: pulumi.Output<string>;
  /** Key of the log groups in us-east-1. */
  readonly logKeyArn: pulumi.Output<string>;
  readonly northVirginia: aws.Provider;
  readonly northVirginiaTarget: Target;

  constructor(name: string, args: EdgeWebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:edge:EdgeWebAcl", name, {}, opts);
    const { config } = args;
    const region = "us-east-1";
    this.northVirginia = new aws.Provider(`${name}-us-east-1`, { region }, { parent: this });
    const target = { ...args.target, region: pulumi.output<string>(region) };
    const there = { parent: this, provider: this.northVirginia };
    const key = new EncryptionKey(
      `${name}-logs`,
      {
        config,
        target,
        description: "Logs of CloudFront and its web ACL",
        services: [logsService(target)],
      },
      { parent: this, providers: { aws: this.northVirginia } },
    );
    const acl = guardAcl(
      name,
      {
        config,
        target,
        aclName: `${target.prefix}-edge`,
        description: "Guards the distributions",
        scope: "CLOUDFRONT",
      },
      there,
    );
    aclLog(name, { config, target, acl, part: "edge", kmsKeyArn: key.arn }, there);
    this.arn = acl.arn;
    this.metricName = acl.visibilityConfig.metricName;
    this.logKeyArn = key.arn;
    this.northVirginiaTarget = target;
    this.registerOutputs({ arn: this.arn });
  }
}
