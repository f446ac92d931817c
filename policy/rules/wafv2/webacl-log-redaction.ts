import { only, wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const redacted = (...headers: readonly string[]) => headers.map((name) => ({ singleHeader: { name } }));

export default defineRule({
  id: "webacl-log-redaction",
  title: "WAF logs do not hold credentials",
  severity: "high",
  scope: "resource",
  types: [LOGGING],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/waf/latest/developerguide/logging-management-configure.html"],
  options: optionsOf({
    headers: names("Headers that must be redacted.", ["authorization", "cookie", "x-api-key"]),
  }),
  fix: "add a redactedFields entry with singleHeader for each of the headers",
  check({ resource, options, expect }) {
    const fields = resource.get("redactedFields");
    for (const header of options.headers) {
      const covered = fields.some((field) =>
        field.get("singleHeader", "name").matches((text) => text.toLowerCase() === header.toLowerCase()),
      );
      expect(covered, fields, `the header ${header} is logged in the clear`);
    }
  },
  compliant: only(LOGGING, {
    logDestinationConfigs: ["log"],
    redactedFields: redacted("authorization", "cookie", "x-api-key"),
  }),
  violations: {
    nothing: wrong("redactedFields", undefined, "redactedFields"),
    "one is missing": wrong("redactedFields", redacted("authorization", "cookie")),
  },
});
