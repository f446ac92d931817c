import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import { Value } from "../model/value";
import { isObject } from "../model/wire";

export const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
export const WEB_ACL_RULE = "aws:wafv2/webAclRule:WebAclRule";

/** The rules of a web ACL, from its list, from its raw JSON, and from WebAclRule resources; and whether all are in sight. */
export interface WebAclRules {
  readonly rules: readonly Value[];
  readonly complete: boolean;
}

/** Reads all rules of a web ACL, in the provider's camel-case form. */
export function webAclRules(acl: Resource, stack: Stack): WebAclRules {
  const listed = acl.get("rules");
  const json = fromJson(acl.get("ruleJson"));
  const separate = stack.referrers(acl, WEB_ACL_RULE, "webAclArn");
  return {
    rules: [...listed.items, ...json.items, ...separate.resources.map((resource) => resource.props)],
    complete: !listed.unknown && !json.unknown && separate.complete,
  };
}

/** Name of the AWS managed group of a rule, such as `AWSManagedRulesCommonRuleSet`. */
export const managedGroup = (rule: Value): Value =>
  rule.get("statement", "managedRuleGroupStatement", "name");

/** `ruleJson` has the API's own names (`Statement`, `ManagedRuleGroupStatement`). */
function fromJson(value: Value): Value {
  if (value.text === undefined) return value;
  try {
    return new Value(camel(JSON.parse(value.text)), "ruleJson");
  } catch {
    return new Value([], "ruleJson");
  }
}

function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.charAt(0).toLowerCase() + key.slice(1), camel(item)]),
  );
}
