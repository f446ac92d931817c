import { isBehindDistribution } from "../../aws/fronted-acl";
import { WEB_ACL, webAclRules } from "../../aws/web-acl";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { frontedAcl, frontedMistakes, managed } from "./acl.fixture";

export default defineRule({
  id: "webacl-rate-rule",
  title: "A web ACL limits the rate of single clients",
  severity: "medium",
  scope: "stack",
  types: [WEB_ACL],
  frameworks: {
    "nist-800-53-r5": ["SC-5", "SC-7", "SI-4"],
    "pci-dss-4": ["6.4.1", "6.4.2"],
    soc2: ["A1.1", "CC6.6", "CC7.2"],
    "iso-27001": ["A.5.30", "A.8.6", "A.8.16"],
  },
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html"],
  choice:
    "Behind a distribution all clients have CloudFront's addresses, so the rate is limited by the distribution's web ACL.",
  options: noOptions,
  fix: "add a rule with a rateBasedStatement and action block",
  check({ resource, stack, expect }) {
    const { rules, complete } = webAclRules(resource, stack);
    const limited = any([
      ...rules.map((rule) => rule.get("statement", "rateBasedStatement").present),
      // A rule group of one's own may hold it.
      ...rules.map((rule) =>
        rule.get("statement", "ruleGroupReferenceStatement").state === "absent"
          ? false
          : ("unknown" as const),
      ),
    ]);
    const fronted = isBehindDistribution(resource, stack);
    expect(
      any([limited, complete ? false : "unknown", fronted]),
      "rules",
      "one client can use up the limits of all",
    );
  },
  compliant: stackOf(
    {
      type: WEB_ACL,
      name: "subject",
      props: {
        rules: [
          managed("AWSManagedRulesCommonRuleSet", 1),
          {
            name: "rate",
            priority: 0,
            action: { block: {} },
            statement: { rateBasedStatement: { limit: 2000 } },
          },
        ],
      },
    },
    ...frontedAcl,
  ),
  violations: {
    "no such rule": wrong(["rules", 1], managed("AWSManagedRulesKnownBadInputsRuleSet", 2), "rules"),
    ...frontedMistakes,
  },
});
