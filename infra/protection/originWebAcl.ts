import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig, Target } from "../stage";
import { aclLog } from "./guardAcl";

export interface OriginWebAclArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** The API behind the distribution; part of physical names. */
  readonly api: string;
  /** Header, in lower case, and the value that only the distribution knows. */
  readonly header: { readonly name: string; readonly value: pulumi.Input<string> };
  /** ARN of the API's stage. */
  readonly protects: pulumi.Input<string>;
  readonly platformKeyArn: pulumi.Input<string>;
}

/**
 * The web ACL of an API that is reached through a distribution only: it blocks what does not carry the distribution's
 * header. Everything else was looked at by the distribution's own web ACL; a rate per address makes no sense here, where
 * all addresses are CloudFront's.
 */
export class OriginWebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: OriginWebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:protection:OriginWebAcl", name, {}, opts);
    const { config, target, api, header } = args;
    const parent = { parent: this };
    const ownName = `${target.prefix}-${api}-origin`;
    const visibilityConfig = (metricName: string) => ({
      cloudwatchMetricsEnabled: true,
      metricName,
      sampledRequestsEnabled: false,
    });
    const acl = new aws.wafv2.WebAcl(
      `${name}-acl`,
      {
        name: ownName,
        description: `Lets through to ${target.prefix} ${api} what comes from its distribution`,
        scope: "REGIONAL",
        defaultAction: { block: {} },
        rules: [
          {
            name: "from-the-distribution",
            priority: 0,
            action: { allow: {} },
            statement: {
              byteMatchStatement: {
                fieldToMatch: { singleHeader: { name: header.name } },
                positionalConstraint: "EXACTLY",
                searchString: header.value,
                textTransformations: [{ priority: 0, type: "NONE" }],
              },
            },
            visibilityConfig: visibilityConfig("from-the-distribution"),
          },
        ],
        visibilityConfig: visibilityConfig(ownName),
      },
      parent,
    );
    aclLog(
      name,
      {
        config,
        target,
        acl,
        part: `${api}-origin`,
        kmsKeyArn: args.platformKeyArn,
        secretHeaders: [header.name],
      },
      parent,
    );
    new aws.wafv2.WebAclAssociation(
      `${name}-stage`,
      { resourceArn: args.protects, webAclArn: acl.arn },
      parent,
    );
    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
