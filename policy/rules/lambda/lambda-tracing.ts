import { FUNCTION } from "../../aws/function";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "lambda-tracing",
  title: "A function sends traces to X-Ray",
  severity: "low",
  scope: "resource",
  types: [FUNCTION],
  frameworks: { fsbp: ["Lambda.7"], "nist-800-53-r5": ["CA-7"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html"],
  options: noOptions,
  fix: 'set tracingConfig.mode to "Active"',
  check({ resource, expect }) {
    const mode = resource.get("tracingConfig", "mode");
    expect(mode.is("Active"), mode, "where a slow request spends its time cannot be seen");
  },
  compliant: only(FUNCTION, { tracingConfig: { mode: "Active" } }),
  violations: {
    "not stated": wrong("tracingConfig", undefined, "tracingConfig.mode"),
    "only when asked": wrong(["tracingConfig", "mode"], "PassThrough"),
  },
});
