import { parseArn } from "./arn";
import { actionMatches, globMatches, shortestMatch } from "./glob";

/**
 * How much a pattern takes in, told by what it matches and not by how it is written: `*`, `?*`, `*:*` and `arn:aws:*`
 * are all everything. A pattern that matches two things that have nothing in common names neither of them.
 */

/** Whether a pattern of actions takes in all actions of all services. */
export const isEveryAction = (pattern: string): boolean =>
  actionMatches(pattern, "abcd:Efghijklm") && actionMatches(pattern, "uvwxyz:Nopq");

/** Whether a pattern of actions takes in all actions of a service, such as `sqs`. */
export const isEveryActionOf = (service: string, pattern: string): boolean =>
  actionMatches(pattern, `${service}:Abcdefghij`) && actionMatches(pattern, `${service}:Zyxwvutsrqpon`);

/** Whether a pattern of actions takes in all actions of some service: `sqs:*`, and `s*:*`, which is more of the same. */
export const isEveryActionOfSome = (pattern: string): boolean =>
  isEveryActionOf(shortestMatch(pattern.split(":", 1)[0] ?? ""), pattern);

/** What stands for a field that a pattern does not have: `*` and `arn:aws:*` speak of every account. */
const SOME_ARN = { partition: "aws", region: "eu-central-1", account: "000000000000" };

/** A resource as the pattern would have to match it: in a partition, region and account that the pattern speaks of. */
function arnNear(pattern: string, service: string, resource: string): string {
  const { partition, region, account } = parseArn(pattern) ?? SOME_ARN;
  return ["arn", ...[partition, service, region, account].map(shortestMatch), resource].join(":");
}

/** Whether a pattern of ARNs takes in every resource of a service of this kind, such as `role/` of `iam`, in an account. */
export const isEvery = (service: string, kind: string, pattern: string): boolean =>
  ["abcdefghij", "zyxwvutsrqpon"].every((name) =>
    globMatches(pattern, arnNear(pattern, service, kind + name)),
  );

/** Whether a pattern of ARNs takes in every resource of every service, be it of one account only. */
export const isEveryResource = (pattern: string): boolean =>
  isEvery("sqs", "", pattern) && isEvery("dynamodb", "table/", pattern);

/** How the ARNs of a service's resources go on behind the account, where actions on all of them do the most harm. */
const KINDS: Readonly<Record<string, readonly (readonly [service: string, kind: string])[]>> = {
  dynamodb: [["dynamodb", "table/"]],
  iam: ["role/", "user/", "group/", "policy/"].map((kind) => ["iam", kind] as const),
  kinesis: [["kinesis", "stream/"]],
  kms: [["kms", "key/"]],
  lambda: [["lambda", "function:"]],
  s3: [["s3", ""]],
  secretsmanager: [["secretsmanager", "secret:"]],
  sns: [["sns", ""]],
  sqs: [["sqs", ""]],
  ssm: [["ssm", "parameter/"]],
  sts: [["iam", "role/"]],
};

/** Whether a pattern of ARNs takes in the objects of every bucket: `arn:aws:s3:::*`, and `arn:aws:s3:::*` + `/*`. */
const isEveryObject = (pattern: string): boolean =>
  ["abcdefghij/klm", "zyxwvutsrq/pon"].every((name) => globMatches(pattern, arnNear(pattern, "s3", name)));

/** Whether a pattern of ARNs takes in all that an action works on, such as `arn:aws:iam::*:role/*` for `sts:AssumeRole`. */
export const isEveryResourceOf = (action: string, pattern: string): boolean =>
  isEveryResource(pattern) ||
  (/^s3:/i.test(action) && isEveryObject(pattern)) ||
  (KINDS[action.split(":", 1)[0]?.toLowerCase() ?? ""] ?? []).some(([service, kind]) =>
    isEvery(service, kind, pattern),
  );
