import { isBehindDistribution } from "../../aws/fronted-acl";
import { managedGroup, WEB_ACL, WEB_ACL_RULE, webAclRules } from "../../aws/web-acl";
import { wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";
import { frontedAcl, frontedMistakes, managed, webAcl } from "./acl.fixture";

const GROUP = "AWSManagedRulesCommonRuleSet";

export default defineRule({
  id: "webacl-core-rule-set",
  title: "A web ACL has AWS's core rule set",
  severity: "high",
  scope: "stack",
  types: [WEB_ACL],
  frameworks: { "nist-800-53-r5": ["SI-3"], "pci-dss-4": ["6.4.1"], soc2: ["CC6.6"] },
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html"],
  choice:
    "A web ACL that blocks all but a header of a distribution has the distribution's web ACL before it; that one needs the group.",
  options: noOptions,
  fix: `add a rule with the managed group ${GROUP}`,
  check({ resource, stack, expect }) {
    const { rules, complete } = webAclRules(resource, stack);
    const present = any([...rules.map((rule) => managedGroup(rule).is(GROUP)), complete ? false : "unknown"]);
    expect(
      any([present, isBehindDistribution(resource, stack)]),
      "rules",
      `${GROUP} is not among the web ACL's rules`,
    );
  },
  compliant: {
    resources: [
      ...webAcl.resources,
      ...frontedAcl,
      {
        type: WEB_ACL,
        name: "raw",
        props: {
          scope: "REGIONAL",
          ruleJson: JSON.stringify([
            { Name: "group", Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: GROUP } } },
          ]),
        },
      },
      { type: WEB_ACL, name: "separate", props: { scope: "REGIONAL" } },
      { type: WEB_ACL_RULE, name: "rule", props: { webAclArn: "separate-arn", ...managed(GROUP, 1) } },
    ],
  },
  violations: {
    "no rules": wrong("rules", []),
    "another group": wrong("rules", [managed("AWSManagedRulesAmazonIpReputationList", 1)]),
    ...frontedMistakes,
  },
});
