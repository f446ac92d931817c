import { STAGE } from "../../aws/rest-method";
import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const STAGE_V2 = "aws:apigatewayv2/stage:Stage";
const format = (extra: string) =>
  JSON.stringify({ requestId: "$context.requestId", status: "$context.status", extra });

export default defineRule({
  id: "rest-access-log-no-secret-fields",
  title: "Access logs hold no credentials",
  severity: "high",
  scope: "resource",
  types: [STAGE, STAGE_V2],
  frameworks: {
    "nist-800-53-r5": ["AU-9", "IA-5", "SC-28"],
    "pci-dss-4": ["3.5", "8.3", "10.5"],
    soc2: ["CC6.1", "CC6.7"],
    "iso-27001": ["A.5.16", "A.8.15"],
  },
  links: [
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html",
  ],
  options: optionsOf({
    forbidden: names("Variables and headers that may not be logged; compared without regard to case.", [
      "$context.identity.apiKey",
      "$input.params('x-api-key')",
      "$input.params('authorization')",
      "$input.params('cookie')",
      "header.authorization",
      "header.cookie",
      "header.x-api-key",
    ]),
  }),
  fix: "take the field out of accessLogSettings.format; log apiKeyId or the authorizer's principal instead",
  check({ resource, options, expect, notApplicable }) {
    const at = resource.get("accessLogSettings", "format");
    if (at.state === "absent") return notApplicable();
    for (const variable of options.forbidden)
      expect(
        at.matches((text) => !holds(text, variable)),
        at,
        `the access log writes ${variable} in the clear`,
      );
  },
  compliant: only(STAGE, {
    accessLogSettings: { destinationArn: "log", format: format("$context.identity.apiKeyId") },
  }),
  violations: {
    "the key": wrong(["accessLogSettings", "format"], format("$context.identity.apiKey")),
    "a header": wrong(["accessLogSettings", "format"], format('$input.params("Authorization")')),
  },
});

/** Whether the format names the variable itself, not a longer one (apiKey, not apiKeyId); quotes are alike. */
function holds(text: string, variable: string): boolean {
  const [haystack, needle] = [text, variable].map((part) => part.toLowerCase().replaceAll(/\\?["']/g, "'"));
  if (haystack === undefined || needle === undefined || needle === "") return false;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1))
    if (!/[a-z0-9]/.test(haystack.charAt(at + needle.length))) return true;
  return false;
}
