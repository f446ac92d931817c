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
