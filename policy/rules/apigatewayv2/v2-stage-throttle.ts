import { V2_STAGE } from "../../aws/v2-api";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "v2-stage-throttle",
  title: "Every stage of an HTTP or WebSocket API limits the rate and the burst of its routes",
  severity: "high",
  scope: "resource",
  types: [V2_STAGE],
  frameworks: { "nist-800-53-r5": ["SC-5"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html"],
  options: noOptions,
  fix: "set throttlingRateLimit and throttlingBurstLimit in defaultRouteSettings",
  check({ resource, expect }) {
    for (const name of ["throttlingRateLimit", "throttlingBurstLimit"] as const) {
      const value = resource.get("defaultRouteSettings", name);
      // The API's own default is the account's limit; a rule for one route does not help the others.
      expect(
        value.test(() => (value.number ?? -1) >= 0),
        value,
        `${name} is ${value.number ?? "not set"}: one caller can use up the account's whole request rate`,
      );
    }
  },
  compliant: only(V2_STAGE, {
    apiId: "api",
    name: "$default",
    defaultRouteSettings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
  }),
  violations: {
    "no settings": wrong("defaultRouteSettings", undefined, "defaultRouteSettings.throttlingRateLimit"),
    "no rate": wrong(["defaultRouteSettings", "throttlingRateLimit"], undefined),
    "no burst": wrong(["defaultRouteSettings", "throttlingBurstLimit"], undefined),
  },
});
