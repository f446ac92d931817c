import { WEB_ACL } from "../../aws/web-acl";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { managed } from "./acl.fixture";

const RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup";
const seen = { cloudwatchMetricsEnabled: true, metricName: "shop", sampledRequestsEnabled: false };

export default defineRule({
  id: "webacl-rule-metrics",
  title: "A web ACL, a rule group and each of their rules publish metrics",
  severity: "medium",
  scope: "resource",
  types: [WEB_ACL, RULE_GROUP],
  frameworks: { fsbp: ["WAF.12"], "pci-dss-4": ["10.2.1"] },
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html"],
  choice: "Rules in ruleJson are checked by AWS, which demands a visibility configuration of each.",
  options: noOptions,
  fix: "set visibilityConfig.cloudwatchMetricsEnabled to true",
  check({ resource, expect }) {
    const rules = resource.get("rules");
    if (rules.unknown) expect("unknown", rules, "the rules are not known yet");
    for (const at of [resource.props, ...rules.items]) {
      const enabled = at.get("visibilityConfig", "cloudwatchMetricsEnabled");
      expect(
        enabled.isTrue(),
        enabled,
        `${at.get("name").shown ?? resource.name} has no metrics, so no alarm can be set on it`,
      );
    }
  },
  compliant: only(WEB_ACL, {
    name: "acl",
    visibilityConfig: seen,
    rules: [managed("AWSManagedRulesCommonRuleSet", 1, { visibilityConfig: seen })],
  }),
  violations: {
    "the ACL": wrong(["visibilityConfig", "cloudwatchMetricsEnabled"], false),
    "a rule": wrong(["rules", 0, "visibilityConfig", "cloudwatchMetricsEnabled"], false),
    "not set": wrong("visibilityConfig", undefined, "visibilityConfig.cloudwatchMetricsEnabled"),
  },
});
