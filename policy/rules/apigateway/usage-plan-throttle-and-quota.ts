import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const USAGE_PLAN = "aws:apigateway/usagePlan:UsagePlan";

export default defineRule({
  id: "usage-plan-throttle-and-quota",
  title: "A usage plan limits rate, burst and quota, and has a stage",
  severity: "high",
  scope: "resource",
  types: [USAGE_PLAN],
  frameworks: {
    "nist-800-53-r5": ["SC-5", "SC-6"],
    "pci-dss-4": ["6.4.1"],
    soc2: ["A1.1", "A1.2", "CC6.6"],
    "iso-27001": ["A.5.30", "A.8.6"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html"],
  options: noOptions,
  fix: "set throttleSettings.rateLimit and burstLimit, quotaSettings.limit and period, and apiStages",
  check({ resource, expect }) {
    for (const path of [
      ["throttleSettings", "rateLimit"],
      ["throttleSettings", "burstLimit"],
      ["quotaSettings", "limit"],
    ] as const) {
      const value = resource.get(...path);
      expect(
        value.test(() => (value.number ?? 0) > 0),
        value,
        `${path.join(".")} is ${value.number ?? "not set"}: one key can take all there is`,
      );
    }
    const stages = resource.get("apiStages");
    expect(stages.notEmpty, stages, "the plan has no stage, so its limits hold nowhere");
  },
  compliant: only(USAGE_PLAN, {
    apiStages: [{ apiId: "api", stage: "v1" }],
    throttleSettings: { rateLimit: 10, burstLimit: 20 },
    quotaSettings: { limit: 10_000, period: "DAY" },
  }),
  violations: {
    "no throttle": wrong("throttleSettings", undefined, "throttleSettings.rateLimit"),
    "no burst": wrong(["throttleSettings", "burstLimit"], undefined),
    "no quota": wrong("quotaSettings", undefined, "quotaSettings.limit"),
    "no stage": wrong("apiStages", []),
  },
});
