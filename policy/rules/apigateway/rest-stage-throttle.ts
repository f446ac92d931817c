import { METHOD_SETTINGS, REST_API, STAGE } from "../../aws/rest-method";
import { settingsOf } from "../../aws/rest-stage";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Value } from "../../model/value";

// -1 is the provider's default and turns the limit off.
const isLimit = (value: Value) => value.test(() => (value.number ?? -1) >= 0);

export default defineRule({
  id: "rest-stage-throttle",
  title: "Every REST stage limits the rate and the burst of all its methods",
  severity: "high",
  scope: "stack",
  types: [STAGE],
  frameworks: { "nist-800-53-r5": ["SC-5"], soc2: ["A1.1"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html"],
  options: noOptions,
  fix: 'add MethodSettings for "*/*" with throttlingRateLimit and throttlingBurstLimit',
  check({ resource, stack, expect }) {
    const { resources, complete } = settingsOf(resource, stack);
    const forAll = resources.filter((settings) => settings.get("methodPath").text === "*/*");
    const hidden = !complete || resources.some((settings) => settings.get("methodPath").unknown);
    if (forAll.length === 0)
      expect(
        hidden ? "unknown" : false,
        "",
        "without a limit, one caller can use up the account's whole request rate",
      );
    for (const settings of forAll)
      for (const name of ["throttlingRateLimit", "throttlingBurstLimit"] as const) {
        const value = settings.get("settings", name);
        expect(
          isLimit(value),
          value,
          `${name} of ${settings.name} is ${value.number ?? "not set"}: the limit is off`,
        );
      }
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: {} },
    { type: STAGE, name: "subject", props: { restApi: ref("api", "id"), stageName: "v1" } },
    {
      type: METHOD_SETTINGS,
      name: "settings",
      props: {
        restApi: ref("api", "id"),
        stageName: ref("subject", "stageName"),
        methodPath: "*/*",
        settings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
      },
    },
  ),
  violations: {
    "no settings": missing("settings", ""),
    "settings for one method only": wrong("methodPath", "users/GET", "", "settings"),
    "rate off": wrong(["settings", "throttlingRateLimit"], -1, "settings.throttlingRateLimit", "settings"),
    "no burst": wrong(
      ["settings", "throttlingBurstLimit"],
      undefined,
      "settings.throttlingBurstLimit",
      "settings",
    ),
  },
});
