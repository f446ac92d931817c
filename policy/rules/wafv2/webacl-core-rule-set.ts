import { meetsManagedGroup } from "../../aws/fronted-acl";
import { WEB_ACL } from "../../aws/web-acl";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { aclsWith, groupMistakes } from "./acl.fixture";

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
    expect(meetsManagedGroup(resource, stack, GROUP), "rules", `${GROUP} is not among the web ACL's rules`);
  },
  compliant: aclsWith(GROUP),
  violations: groupMistakes,
});
