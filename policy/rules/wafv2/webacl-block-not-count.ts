import { managedGroup, WEB_ACL, webAclRules } from "../../aws/web-acl";
import { wrong } from "../../model/fixture";
import { optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";
import { managed, webAcl } from "./acl.fixture";

export default defineRule({
  id: "webacl-block-not-count",
  title: "In production, managed rule groups block and do not only count",
  severity: "high",
  scope: "stack",
  types: [WEB_ACL],
  frameworks: { "nist-800-53-r5": ["SI-3"], "pci-dss-4": ["6.4.1"], soc2: ["CC6.6"] },
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-group-override-options.html"],
  options: optionsOf({ productionStages }),
  fix: "set overrideAction to none; count single rules of the group by ruleActionOverrides while you watch them",
  check({ resource, stack, options, expect, notApplicable }) {
    if (!options.productionStages.includes(stack.name)) return notApplicable();
    const { rules, complete } = webAclRules(resource, stack);
    if (!complete) expect("unknown", "rules", "the rules are not known yet");
    for (const rule of rules) {
      if (managedGroup(rule).state === "absent") continue;
      const counted = rule.get("overrideAction", "count");
      const name = managedGroup(rule).shown ?? "a managed group";
      expect(not(counted.present), counted.path, `${name} only counts what it should block`);
    }
  },
  compliant: webAcl,
  violations: {
    "group in count": wrong(
      ["rules", 0],
      managed("AWSManagedRulesCommonRuleSet", 1, { overrideAction: { count: {} } }),
      "rules[0].overrideAction.count",
    ),
  },
});
