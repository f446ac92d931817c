import { withGroups, withRule, without } from "./edits";
import { change, remove, set, type Mutation } from "./mutation";
import { ACL } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const wafv2Mutations: Readonly<Record<string, Mutation>> = {
  "webacl-block-not-count": change(ACL, "rules", (rules) =>
    withRule(rules, "CommonRuleSet", { overrideAction: { count: {} } }),
  ),
  "webacl-capacity": change(ACL, "rules", (rules) =>
    withGroups(rules, ["Linux", "Windows", "AdminProtection", "PHP"]),
  ),
  "webacl-core-rule-set": change(ACL, "rules", (rules) => without(rules, "CommonRuleSet")),
  "webacl-default-action": set(ACL, ["defaultAction", "allow"], undefined),
  "webacl-has-rules": set(
    ACL,
    "rules",
    [],
    "webacl-core-rule-set",
    "webacl-known-bad-inputs",
    "webacl-rate-rule",
  ),
  "webacl-known-bad-inputs": change(ACL, "rules", (rules) => without(rules, "KnownBadInputs")),
  "webacl-log-prefix": set(
    { type: "aws:cloudwatch/logGroup:LogGroup", name: /^waf-log$/ },
    "name",
    "shop-waf",
  ),
  "webacl-log-redaction": set(
    { type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", name: /^waf-logging$/ },
    "redactedFields",
    undefined,
  ),
  "webacl-logging": remove({
    type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    name: /^waf-logging$/,
  }),
  "webacl-priority-unique": change(ACL, "rules", (rules) =>
    withRule(rules, "CommonRuleSet", { priority: 0 }),
  ),
  "webacl-rate-rule": change(ACL, "rules", (rules) => without(rules, "rateBased")),
  "webacl-rule-actions": change(ACL, "rules", (rules) =>
    withRule(rules, "CommonRuleSet", { overrideAction: undefined }),
  ),
  "webacl-rule-metrics": set(ACL, ["visibilityConfig", "cloudwatchMetricsEnabled"], false),
  "webacl-scope-regional": set(ACL, "scope", "CLOUDFRONT"),
};
