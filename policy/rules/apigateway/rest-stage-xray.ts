import { STAGE } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "rest-stage-xray",
  title: "Every REST stage traces its requests",
  severity: "low",
  scope: "resource",
  types: [STAGE],
  frameworks: { fsbp: ["APIGateway.3"], "nist-800-53-r5": ["CA-7"] },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html"],
  options: noOptions,
  fix: "set xrayTracingEnabled to true",
  check({ resource, expect }) {
    const tracing = resource.get("xrayTracingEnabled");
    expect(tracing.isTrue(), tracing, "a slow request cannot be followed to its backend");
  },
  compliant: only(STAGE, { stageName: "v1", xrayTracingEnabled: true }),
  violations: { off: wrong("xrayTracingEnabled", false), "not set": wrong("xrayTracingEnabled", undefined) },
});
