import { WEB_ACL } from "../../aws/web-acl";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";
import { managed } from "./acl.fixture";

const RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup";
const ACTIONS = ["allow", "block", "captcha", "challenge", "count", "none"];

/** An action is an object with one key that says which, `{ block: {} }`. */
const decides = (action: Value): Truth => {
  if (action.unknown) return "unknown";
  return any(ACTIONS.map((name) => action.get(name).present));
};

export default defineRule({
  id: "webacl-rule-actions",
  title: "Every rule of a web ACL or rule group has an action",
  severity: "medium",
  scope: "resource",
  types: [WEB_ACL, RULE_GROUP],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html"],
  options: noOptions,
  fix: "set action, or overrideAction for a rule that uses a group",
  check({ resource, expect, notApplicable }) {
    const rules = resource.get("rules");
    if (rules.unknown) return expect("unknown", rules, "the rules are not known yet");
    if (rules.items.length === 0) return notApplicable();
    for (const rule of rules.items)
      expect(
        any([decides(rule.get("action")), decides(rule.get("overrideAction"))]),
        rule,
        `the rule ${rule.get("name").shown ?? ""} does nothing`,
      );
  },
  compliant: only(WEB_ACL, {
    rules: [
      managed("AWSManagedRulesCommonRuleSet", 1),
      { name: "office", priority: 2, action: { block: {} } },
    ],
  }),
  violations: {
    "no action": wrong(["rules", 1, "action"], undefined, "rules[1]"),
    "an empty action": wrong(["rules", 1, "action"], {}, "rules[1]"),
    "no override": wrong(["rules", 0, "overrideAction"], undefined, "rules[0]"),
  },
});
