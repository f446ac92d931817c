import { METHOD_SETTINGS, REST_API, STAGE } from "../../aws/rest-method";
import { settingsOf } from "../../aws/rest-stage";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any } from "../../model/truth";

export default defineRule({
  id: "rest-stage-metrics-enabled",
  title: "A stage counts calls, errors and latency by method",
  severity: "low",
  scope: "stack",
  types: [STAGE, METHOD_SETTINGS],
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
  ],
  choice:
    "Detailed metrics cost by method; Checkov asks for them, and without them a failing method disappears among the healthy ones.",
  options: noOptions,
  fix: "add MethodSettings for */* with metricsEnabled true, and do not switch it off for single methods",
  check({ resource, stack, expect }) {
    if (resource.type === METHOD_SETTINGS) {
      const metrics = resource.get("settings", "metricsEnabled");
      return expect(metrics.isTrue(), metrics, "these methods are not counted one by one");
    }
    const { resources, complete } = settingsOf(resource, stack);
    const whole = any([
      ...resources.map((settings) =>
        all([settings.get("methodPath").is("*/*"), settings.get("settings", "metricsEnabled").isTrue()]),
      ),
      complete ? false : "unknown",
    ]);
    expect(whole, "", "the stage counts its calls as a whole only");
  },
  compliant: stackOf(
    { type: REST_API, name: "api", props: {} },
    { type: STAGE, name: "stage", props: { restApi: ref("api", "id"), stageName: "v1" } },
    {
      type: METHOD_SETTINGS,
      name: "subject",
      props: {
        restApi: ref("api", "id"),
        stageName: ref("stage", "stageName"),
        methodPath: "*/*",
        settings: { metricsEnabled: true },
      },
    },
  ),
  violations: {
    off: wrong(["settings", "metricsEnabled"], false),
    "no settings": missing("subject", ""),
    "one method only": wrong("methodPath", "orders/GET", ""),
  },
});
