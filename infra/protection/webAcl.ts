import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroup } from "../observability/logGroup";
import type { StageConfig, Target } from "../stage";
import { webAclRules } from "./rules";

export interface WebAclArgs {
  readonly config: StageConfig;
  readonly target: Target;
  readonly platformKeyArn: pulumi.Input<string>;
  /** What it protects: part of the resource's name → ARN. */
  readonly protects: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Headers whose values stay out of the log, in lower case as WAF wants them. */
const secretHeaders = ["authorization", "cookie", "x-api-key"];

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
    const acl = new aws.wafv2.WebAcl(
      `${name}-acl`,
      {
        name: target.prefix,
        description: `Guards the APIs and the user pool of ${target.prefix}`,
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: webAclRules(config.protection.waf),
        visibilityConfig: {
          cloudwatchMetricsEnabled: true,
          metricName: target.prefix,
          sampledRequestsEnabled: false,
        },
      },
      parent,
    );
    const log = logGroup(
      `${name}-log`,
      // WAF delivers to groups of this prefix only.
      { config, name: `aws-waf-logs-${target.prefix}-apis`, kmsKeyArn: args.platformKeyArn },
      parent,
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
      parent,
    );
    for (const [part, resourceArn] of Object.entries(args.protects)) {
      new aws.wafv2.WebAclAssociation(`${name}-${part}`, { resourceArn, webAclArn: acl.arn }, parent);
    }
    this.arn = acl.arn;
    this.metricName = acl.visibilityConfig.metricName;
    this.registerOutputs({ arn: this.arn });
  }
}
