import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { logGroup } from "../observability/logGroup";
import type { StageConfig, Target } from "../stage";
import { inspectedKilobytes } from "./bodyRule";
import { customResponseBodies } from "./refusals";
import { type AddressSets, visibility, webAclRules } from "./rules";

export interface GuardAclArgs {
  readonly config: StageConfig;
  readonly target: Target;
  /** Physical name. */
  readonly aclName: string;
  readonly description: string;
  /** REGIONAL for API Gateway and Cognito, edge-optimised APIs too; CLOUDFRONT for distributions of one's own. */
  readonly scope: "REGIONAL" | "CLOUDFRONT";
}

/** A web ACL with the rules of the stage, and the IP sets that they name. */
export function guardAcl(
  name: string,
  { config, target, aclName, description, scope }: GuardAclArgs,
  opts: pulumi.CustomResourceOptions,
): aws.wafv2.WebAcl {
  const { waf } = config.protection;
  const sets = addressSets(name, aclName, waf, scope, opts);
  const kilobytes = inspectedKilobytes(waf);
  return new aws.wafv2.WebAcl(
    `${name}-acl`,
    {
      name: aclName,
      description: `${description} of ${target.prefix}`,
      scope,
      defaultAction: { allow: {} },
      customResponseBodies,
      rules: webAclRules(waf, sets),
      ...(kilobytes === undefined
        ? {}
        : {
            associationConfig: {
              requestBodies: [
                scope === "CLOUDFRONT"
                  ? { cloudfront: { defaultSizeInspectionLimit: `KB_${kilobytes}` } }
                  : { apiGateway: { defaultSizeInspectionLimit: `KB_${kilobytes}` } },
              ],
            },
          }),
      visibilityConfig: visibility(aclName),
    },
    opts,
  );
}

function addressSets(
  name: string,
  aclName: string,
  { allowAddresses, denyAddresses }: StageConfig["protection"]["waf"],
  scope: string,
  opts: pulumi.CustomResourceOptions,
): AddressSets {
  const sets = (what: "allow" | "deny", addresses: readonly string[]) =>
    (["IPV4", "IPV6"] as const).flatMap((version) => {
      const own = addresses.filter((address) => address.includes(":") === (version === "IPV6"));
      if (own.length === 0) return [];
      const part = `${what}-${version.toLowerCase()}`;
      const set = new aws.wafv2.IpSet(
        `${name}-${part}`,
        {
          name: `${aclName}-${part}`,
          description: what === "allow" ? "Let through before all other rules" : "Never let through",
          scope,
          ipAddressVersion: version,
          addresses: own,
        },
        opts,
      );
      return [set.arn];
    });
  return { allow: sets("allow", allowAddresses), deny: sets("deny", denyAddresses) };
}

/** Headers whose values stay out of the log, in lower case as WAF wants them. */
const alwaysSecret = ["authorization", "cookie", "x-api-key"];

/** The log of a web ACL, without what callers keep secret. */
export function aclLog(
  name: string,
  args: {
    readonly config: StageConfig;
    readonly target: Target;
    readonly acl: aws.wafv2.WebAcl;
    /** Last part of the log group's name. */
    readonly part: string;
    readonly kmsKeyArn: pulumi.Input<string>;
    /** More headers whose values stay out of it, in lower case. @default - none */
    readonly secretHeaders?: readonly string[];
  },
  opts: pulumi.CustomResourceOptions,
): void {
  const { config, target, acl, part, kmsKeyArn } = args;
  // WAF delivers to groups of this prefix only.
  const log = logGroup(
    `${name}-log`,
    { config, name: `aws-waf-logs-${target.prefix}-${part}`, kmsKeyArn },
    opts,
  );
  new aws.wafv2.WebAclLoggingConfiguration(
    `${name}-logging`,
    {
      resourceArn: acl.arn,
      logDestinationConfigs: [log.arn],
      redactedFields: [
        ...[...alwaysSecret, ...(args.secretHeaders ?? [])].map((header) => ({
          singleHeader: { name: header },
        })),
        { queryString: {} },
      ],
    },
    opts,
  );
}
