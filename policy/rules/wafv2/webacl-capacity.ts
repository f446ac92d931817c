import { WEB_ACL, webAclRules } from "../../aws/web-acl";
import { capacityOf } from "../../aws/web-acl-capacity";
import { wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { managed, webAcl } from "./acl.fixture";

export default defineRule({
  id: "webacl-capacity",
  title: "The rules of a web ACL fit into its capacity",
  severity: "medium",
  scope: "stack",
  types: [WEB_ACL],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html"],
  choice:
    "Counted from the statements as AWS WAF's guide gives their prices; AWS itself counts at deployment, and refuses what is above 5,000. Above 1,500 each request costs more.",
  options: optionsOf({
    warnAbove: integer("Capacity units from which requests cost more.", 1500, 1),
    failAbove: integer("Capacity units that AWS WAF takes at most.", 5000, 1),
  }),
  fix: "leave out rules or transformations that overlap, or scope managed groups down",
  check({ resource, stack, options, expect }) {
    const { rules, complete } = webAclRules(resource, stack);
    const units = rules.map((rule) => capacityOf(rule, resource, stack));
    const sum = units.reduce<number>((total, one) => total + (one === "unknown" ? 0 : one), 0);
    const sure = complete && !units.includes("unknown");
    expect(
      sum > options.failAbove ? false : sure ? true : "unknown",
      "rules",
      `the rules need about ${sum} capacity units, and AWS WAF takes ${options.failAbove}`,
    );
    if (sum > options.failAbove) return;
    expect(
      sum > options.warnAbove ? false : sure ? true : "unknown",
      "rules",
      `the rules need about ${sum} capacity units; above ${options.warnAbove} each request costs more`,
    );
  },
  compliant: webAcl,
  violations: {
    "more than is included": wrong("rules", [
      managed("AWSManagedRulesCommonRuleSet", 1),
      managed("AWSManagedRulesKnownBadInputsRuleSet", 2),
      managed("AWSManagedRulesSQLiRuleSet", 3),
      managed("AWSManagedRulesLinuxRuleSet", 4),
      managed("AWSManagedRulesWindowsRuleSet", 5),
      managed("AWSManagedRulesAdminProtectionRuleSet", 6),
    ]),
    "more than AWS WAF takes": wrong(
      "rules",
      Array.from({ length: 30 }, (_, index) => ({
        name: `r${index}`,
        priority: index,
        statement: {
          regexPatternSetReferenceStatement: {
            arn: "set",
            fieldToMatch: { jsonBody: { matchScope: "ALL" } },
            textTransformations: Array.from({ length: 12 }, (_, priority) => ({
              priority,
              type: "LOWERCASE",
            })),
          },
        },
      })),
    ),
  },
});
