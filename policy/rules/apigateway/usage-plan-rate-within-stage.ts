import { METHOD_SETTINGS, REST_API, STAGE } from "../../aws/rest-method";
import { rateOf } from "../../aws/stage-rate";
import { stageOfEntry, USAGE_PLAN } from "../../aws/usage-plan";
import { ref, stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";
import type { Value } from "../../model/value";

/** Whether a rate fits into a limit; a rate that is not set is left to usage-plan-throttle-and-quota. */
function fits(rate: Value, limit: number | "unknown"): Truth {
  if (rate.state === "absent") return true;
  return rate.number === undefined || limit === "unknown" ? "unknown" : rate.number <= limit;
}

export default defineRule({
  id: "usage-plan-rate-within-stage",
  title: "A usage plan promises no more requests than its stages and the account let through",
  severity: "medium",
  scope: "stack",
  types: [USAGE_PLAN],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html"],
  choice:
    "API Gateway applies the limit of the client and method first and the account's last, so a larger number in the plan is never reached. Whether all stages fit into the account is account-throttle-budget's to say.",
  options: optionsOf({
    accountRate: integer("Requests a second that the account may take in a Region.", 10_000, 1),
  }),
  fix: "lower the plan's rateLimit to that of the stage, or raise the stage's throttlingRateLimit",
  check({ resource, stack, options, expect, notApplicable }) {
    const stages = resource.get("apiStages");
    const rate = resource.get("throttleSettings", "rateLimit");
    const throttles = stages.items.map((entry) => entry.get("throttles"));
    if (rate.state === "absent" && throttles.every(({ state }) => state === "absent")) return notApplicable();
    expect(
      fits(rate, options.accountRate),
      rate,
      `the plan promises ${rate.number ?? "more"} requests a second, the account takes ${options.accountRate}`,
    );
    if (stages.unknown) return expect("unknown", stages, "the plan's stages are not known yet");
    for (const entry of stages.items) {
      const { resources, complete } = stageOfEntry(resource, entry, stack);
      if (!complete) expect("unknown", entry, "the plan's stage is not known yet");
      for (const stage of resources) {
        const own = rateOf(stage, stack);
        const limit = own === "none" ? options.accountRate : own;
        const message = (value: Value): string =>
          `the plan promises ${value.number ?? "more"} requests a second, the stage lets ${limit} through`;
        expect(fits(rate, limit), rate, message(rate));
        for (const throttle of entry.get("throttles").items) {
          const own = throttle.get("rateLimit");
          expect(fits(own, limit), own, message(own));
        }
      }
    }
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: {} },
    { type: STAGE, name: "stage", props: { restApi: ref("api", "id"), stageName: "v1" } },
    {
      type: METHOD_SETTINGS,
      name: "settings",
      props: {
        restApi: ref("api", "id"),
        stageName: ref("stage", "stageName"),
        methodPath: "*/*",
        settings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 },
      },
    },
    {
      type: USAGE_PLAN,
      name: "subject",
      props: {
        apiStages: [
          {
            apiId: "api-id",
            stage: "v1",
            throttles: [{ path: "/orders/POST", rateLimit: 10, burstLimit: 20 }],
          },
        ],
        throttleSettings: { rateLimit: 50, burstLimit: 100 },
      },
    },
  ),
  violations: {
    "more than the stage": wrong(["throttleSettings", "rateLimit"], 101),
    "more than the account": wrong(["throttleSettings", "rateLimit"], 10_001),
    "a method with more than the stage": wrong(["apiStages", 0, "throttles", 0, "rateLimit"], 500),
    "a slower stage": wrong(
      ["settings", "throttlingRateLimit"],
      20,
      "throttleSettings.rateLimit",
      "settings",
    ),
  },
});
