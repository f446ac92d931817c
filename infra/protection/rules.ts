import type { types } from "@pulumi/aws";
import type { StageConfig } from "../stage";

type Rule = types.input.wafv2.WebAclRule;

/** AWS's managed rule groups in use, cheapest refusal first, with the capacity units that AWS documents for each. */
export const managedGroups = [
  { name: "AWSManagedRulesAmazonIpReputationList", capacity: 25 },
  { name: "AWSManagedRulesCommonRuleSet", capacity: 700 },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", capacity: 200 },
  { name: "AWSManagedRulesSQLiRuleSet", capacity: 200 },
] as const;

const visibility = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  metricName,
  // Samples hold whole requests, whatever the log redacts.
  sampledRequestsEnabled: false,
});

/**
 * The rules of a stage's web ACL. First the rate rule, so that a flood is not inspected further; then the managed
 * groups. In count mode every rule only records what it would have blocked.
 */
export function webAclRules({
  mode,
  requestsPerFiveMinutesPerAddress,
}: StageConfig["protection"]["waf"]): Rule[] {
  const rate: Rule = {
    name: "rate-per-address",
    priority: 0,
    action: mode === "block" ? { block: {} } : { count: {} },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        limit: requestsPerFiveMinutesPerAddress,
        evaluationWindowSec: 300,
      },
    },
    visibilityConfig: visibility("rate-per-address"),
  };
  return [
    rate,
    ...managedGroups.map(({ name }, index): Rule => {
      return {
        name,
        priority: index + 1,
        // `none` leaves each rule the action that AWS gave it.
        overrideAction: mode === "block" ? { none: {} } : { count: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
        visibilityConfig: visibility(name),
      };
    }),
  ];
}
