import { STAGE } from "../../aws/rest-method";
import { ALL_STAGES } from "../../aws/stage-rate";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const FIELDS = [
  "$context.requestId",
  "$context.identity.sourceIp",
  "$context.authorizer|$context.identity.caller|$context.identity.user",
  "$context.status",
  "$context.responseLatency|$context.integrationLatency|$context.integration.latency",
  "$context.authorizer.error|$context.error.message",
];

export default defineRule({
  id: "rest-stage-access-log-fields",
  title: "Access logs say who asked for what, from where, how long it took and why it failed",
  severity: "medium",
  scope: "resource",
  types: ALL_STAGES,
  frameworks: {
    "nist-800-53-r5": ["AU-2", "AU-3", "AU-6"],
    "pci-dss-4": ["10.2", "10.3"],
    soc2: ["CC7.2", "CC7.3"],
    "iso-27001": ["A.8.15", "A.8.16"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html",
  ],
  options: optionsOf({
    required: names("Variables that must be logged; those parted by | stand for each other.", FIELDS),
  }),
  fix: "add the variable to accessLogSettings.format",
  check({ resource, options, expect, notApplicable }) {
    const format = resource.get("accessLogSettings", "format");
    if (format.state === "absent") return notApplicable();
    for (const field of options.required)
      expect(
        format.matches((text) => field.split("|").some((name) => text.includes(name))),
        format,
        `the access log lacks ${field.replaceAll("|", " or ")}`,
      );
  },
  compliant: only(STAGE, {
    accessLogSettings: {
      format: JSON.stringify(FIELDS.map((field) => field.split("|")[0])) + "$context.authorizer.error",
    },
  }),
  violations: { "nearly nothing": wrong(["accessLogSettings", "format"], '{"id":"$context.requestId"}') },
});
