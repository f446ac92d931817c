/** Longest resource policy of a REST API, in characters (API Gateway quotas). */
export const longestResourcePolicy = 8_192;

/** Through which doors a private API may be called. */
export interface Doors {
  /** Interface endpoints, of this account and of others. */
  readonly vpcEndpointIds: readonly string[];
  /** VPCs whose endpoints may all call. */
  readonly vpcIds: readonly string[];
}

/** A policy document of plain data. */
interface PlainPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Resource policy of a private API: whoever IAM lets in, but through the doors only. Both conditions of the Deny have to
 * hold for it to deny, so one door is enough; a request that comes through none has neither key and is denied.
 *
 * @param principal who is allowed at all. An account's root leaves it to the identity policies of that account; `*` would
 *   let in every principal of it without one.
 */
export function privateApiPolicy(
  { vpcEndpointIds, vpcIds }: Doors,
  resource: string,
  principal: "*" | { readonly AWS: string },
): PlainPolicy {
  const call = { Action: "execute-api:Invoke", Resource: resource };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ThroughTheseDoorsOnly",
        Effect: "Deny",
        Principal: "*",
        ...call,
        Condition: {
          StringNotEquals: {
            ...(vpcEndpointIds.length > 0 ? { "aws:SourceVpce": vpcEndpointIds } : {}),
            ...(vpcIds.length > 0 ? { "aws:SourceVpc": vpcIds } : {}),
          },
        },
      },
      { Sid: "WhomIamAllows", Effect: "Allow", Principal: principal, ...call },
    ],
  };
}

/** As many characters as AWS's longest has, of what is not known before deployment. */
const longest = {
  partition: "p".repeat("aws-us-gov".length),
  region: "r".repeat("ap-southeast-1".length),
  account: "a".repeat(12),
  stage: "s".repeat(15),
  endpoint: `vpce-${"e".repeat(17)}`,
};

/** Length of the policy that a stage's callers make, at most, in characters. */
export function longestForm(callers: Doors): number {
  const { partition, region, account, stage, endpoint } = longest;
  const policy = privateApiPolicy(
    { vpcEndpointIds: [endpoint, ...callers.vpcEndpointIds], vpcIds: callers.vpcIds },
    `arn:${partition}:execute-api:${region}:${account}:*/${stage}/*`,
    { AWS: `arn:${partition}:iam::${account}:root` },
  );
  return JSON.stringify(policy).length;
}
