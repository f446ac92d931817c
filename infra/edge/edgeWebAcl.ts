import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, logsService } from "../encryption";
import { logGroup } from "../observability/logGroup";
import { webAclRules } from "../protection";
import type { StageConfig, Target } from "../stage";

export interface EdgeWebAclArgs {
  readonly config: StageConfig;
  readonly target: Target;
}

/** Headers whose values stay out of the log, in lower case as WAF wants them. */
const secretHeaders = ["authorization", "cookie", "x-api-key"];

/**
 * What the distributions of a stage share in us-east-1, where AWS keeps all that belongs to CloudFront: the web ACL of
 * scope CLOUDFRONT, its log, and the key of the logs there. A key of another Region cannot encrypt them.
 */
export class EdgeWebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
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
    const acl = new aws.wafv2.WebAcl(
      `${name}-acl`,
      {
        name: `${target.prefix}-edge`,
        description: `Guards the distributions of ${target.prefix}`,
        scope: "CLOUDFRONT",
        defaultAction: { allow: {} },
        rules: webAclRules(config.protection.waf),
        visibilityConfig: {
          cloudwatchMetricsEnabled: true,
          metricName: `${target.prefix}-edge`,
          sampledRequestsEnabled: false,
        },
      },
      there,
    );
    const log = logGroup(
      `${name}-log`,
      { config, name: `aws-waf-logs-${target.prefix}-edge`, kmsKeyArn: key.arn },
      there,
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [log.arn],
        redactedFields: [
          ...secretHeaders.map((header) => ({ singleHeader: { name: header } })),
          { queryString: {} },
        ],
      },
      there,
    );
    this.arn = acl.arn;
    this.logKeyArn = key.arn;
    this.northVirginiaTarget = target;
    this.registerOutputs({ arn: this.arn });
  }
}
