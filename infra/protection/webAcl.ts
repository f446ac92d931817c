import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import { aclLog, guardAcl } from "./guardAcl";

export interface WebAclArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly platformKeyArn: pulumi.Input<string>;
  /** What it protects: part of the resource's name → ARN. */
  readonly protects: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * The web ACL in front of a stage's APIs and its user pool. Scope REGIONAL, for edge-optimised APIs too: CLOUDFRONT is
 * for distributions of one's own.
 */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** The `WebACL` dimension of its metrics. */
  readonly metricName: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:protection:WebAcl", name, {}, opts);
    const { config, target } = args;
    const parent = { parent: this };
    const acl = guardAcl(
      name,
      {
        config,
        target,
        aclName: target.prefix,
        description: "Guards the APIs and the user pool",
        scope: "REGIONAL",
      },
      parent,
    );
    aclLog(name, { config, target, acl, part: "apis", kmsKeyArn: args.platformKeyArn }, parent);
    for (const [part, resourceArn] of Object.entries(args.protects)) {
      new aws.wafv2.WebAclAssociation(`${name}-${part}`, { resourceArn, webAclArn: acl.arn }, parent);
    }
    this.arn = acl.arn;
    this.metricName = acl.visibilityConfig.metricName;
    this.registerOutputs({ arn: this.arn });
  }
}
