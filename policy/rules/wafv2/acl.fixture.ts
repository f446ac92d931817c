import { WEB_ACL } from "../../aws/web-acl";
import { only } from "../../model/fixture";
import type { JsonObject } from "../../model/wire";

/** A rule that uses one of AWS's managed groups, blocking as the group says. */
export const managed = (name: string, priority: number, changes: JsonObject = {}): JsonObject => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
  ...changes,
});

/** A web ACL with the two groups that every public API should have. */
export const webAcl = only(WEB_ACL, {
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  rules: [managed("AWSManagedRulesCommonRuleSet", 1), managed("AWSManagedRulesKnownBadInputsRuleSet", 2)],
});
