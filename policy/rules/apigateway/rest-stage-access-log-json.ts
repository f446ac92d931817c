import { STAGE } from "../../aws/rest-method";
import { ALL_STAGES } from "../../aws/stage-rate";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

/** Numbers may stand without quotes, `"status": $context.status`; put one there before parsing. */
function isJson(format: string): boolean {
  const filled = format.replaceAll(/(:\s*)\$[\w.]+/g, "$10");
  try {
    const parsed: unknown = JSON.parse(filled);
    return parsed !== null && typeof parsed === "object";
  } catch {
    return false;
  }
}

export default defineRule({
  id: "rest-stage-access-log-json",
  title: "Access logs are JSON",
  severity: "low",
  scope: "resource",
  types: ALL_STAGES,
  frameworks: {},
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html"],
  options: noOptions,
  fix: 'write the format as one JSON object, {"requestId":"$context.requestId", …}',
  check({ resource, expect, notApplicable }) {
    const format = resource.get("accessLogSettings", "format");
    if (format.state === "absent") return notApplicable();
    expect(format.matches(isJson), format, "queries cannot read single fields of the log");
  },
  compliant: only(STAGE, {
    accessLogSettings: { format: '{"requestId":"$context.requestId","status":$context.status}' },
  }),
  violations: {
    CLF: wrong(["accessLogSettings", "format"], "$context.identity.sourceIp [$context.requestTime]"),
  },
});
