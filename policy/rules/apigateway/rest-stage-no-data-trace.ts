import { METHOD_SETTINGS } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

export default defineRule({
  id: "rest-stage-no-data-trace",
  title: "Request and response bodies are not written to the execution log",
  severity: "high",
  scope: "resource",
  types: [METHOD_SETTINGS],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
  options: noOptions,
  fix: "set settings.dataTraceEnabled to false",
  check({ resource, expect }) {
    const trace = resource.get("settings", "dataTraceEnabled");
    expect(
      not(trace.isTrue()),
      trace,
      "dataTraceEnabled writes whole bodies, with credentials and personal data, to the log",
    );
  },
  compliant: only(METHOD_SETTINGS, { settings: { dataTraceEnabled: false, loggingLevel: "ERROR" } }),
  violations: { "data trace": wrong(["settings", "dataTraceEnabled"], true) },
});
