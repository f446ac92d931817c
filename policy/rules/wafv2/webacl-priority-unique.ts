import { WEB_ACL, webAclRules } from "../../aws/web-acl";
import { wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { managed, webAcl } from "./acl.fixture";

export default defineRule({
  id: "webacl-priority-unique",
  title: "No two rules of a web ACL have the same priority",
  severity: "critical",
  scope: "stack",
  types: [WEB_ACL],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html"],
  options: noOptions,
  fix: "number the rules in the order in which they should run",
  check({ resource, stack, expect }) {
    const { rules, complete } = webAclRules(resource, stack);
    if (!complete) expect("unknown", "rules", "the rules are not known yet");
    const seen = new Map<number, string>();
    for (const rule of rules) {
      const at = rule.get("priority");
      const name = rule.get("name").text ?? at.path;
      if (at.unknown) expect("unknown", at, "the priority is not known yet");
      if (at.number === undefined) continue;
      const other = seen.get(at.number);
      expect(
        other === undefined,
        at,
        `${name} has priority ${at.number}, as has ${other ?? "no other"}: WAF refuses the ACL`,
      );
      seen.set(at.number, name);
    }
    expect(true, "rules", "");
  },
  compliant: webAcl,
  violations: {
    "same priority": wrong(
      ["rules", 1],
      managed("AWSManagedRulesKnownBadInputsRuleSet", 1),
      "rules[1].priority",
    ),
  },
});
