import { keyed } from "../model/keyed";
import type { Resource } from "../model/resource";
import { exists, type Stack } from "../model/stack";
import { all, any, not, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { managedGroup, WEB_ACL, webAclRules } from "./web-acl";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** Distributions by the names of the headers that they add for their origins, in lower case. */
const distributionsByHeader = keyed([DISTRIBUTION], (distribution) => {
  const origins = distribution.get("origins");
  return [origins, ...origins.items.flatMap((origin) => headersOf(origin))].map((value) => ({
    text: value.text?.toLowerCase(),
    unknown: value.unknown,
  }));
});

const headersOf = (origin: Value): readonly Value[] => {
  const headers = origin.get("customHeaders");
  return headers.unknown ? [headers] : headers.items.map((header) => header.get("name"));
};

/**
 * Whether a web ACL is the second of two: it blocks everything but requests with a header that a distribution adds, and
 * the distribution has a web ACL of its own, which has looked at them already. All clients have the addresses of
 * CloudFront here.
 */
export function isBehindDistribution(acl: Resource, stack: Stack): Truth {
  const { rules, complete } = webAclRules(acl, stack);
  return all([
    acl.get("defaultAction", "block").present,
    complete ? true : "unknown",
    any(rules.map(letsIn)),
    ...rules.map((rule) => any([not(letsIn(rule)), isGuardedDoor(rule, stack)])),
  ]);
}

/** Whether a rule may let requests in: it says so itself or of a group's rule, or a group of one's own does, which cannot be seen. */
const letsIn = (rule: Value): Truth =>
  any([
    rule.get("action", "allow").present,
    rule
      .get("statement", "managedRuleGroupStatement", "ruleActionOverrides")
      .some((override) => override.get("actionToUse", "allow").present),
    rule.get("statement", "ruleGroupReferenceStatement").present === false ? false : "unknown",
  ]);

/** Whether the requests that a rule lets in bear a header that a distribution with a web ACL adds. */
function isGuardedDoor(rule: Value, stack: Stack): Truth {
  const match = rule.get("statement", "byteMatchStatement");
  const header = match.get("fieldToMatch", "singleHeader", "name");
  if (header.unknown) return "unknown";
  const distributions = distributionsByHeader(stack);
  const guarded = distributions
    .of(header.text?.toLowerCase())
    .map((distribution) => exists(stack.targets(distribution, "webAclId", WEB_ACL)));
  return all([
    match.get("positionalConstraint").is("EXACTLY"),
    // What is not known yet is a secret's value, which is not empty.
    !["", undefined].includes(match.get("searchString").raw as string | undefined),
    any([...guarded, distributions.others]),
  ]);
}

/** Whether requests meet one of AWS's managed groups: in this web ACL, or in the one before it. */
export function meetsManagedGroup(acl: Resource, stack: Stack, group: string): Truth {
  const { rules, complete } = webAclRules(acl, stack);
  return any([
    ...rules.map((rule) => managedGroup(rule).is(group)),
    complete ? false : "unknown",
    isBehindDistribution(acl, stack),
  ]);
}
