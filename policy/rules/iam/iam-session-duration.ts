import { ROLE } from "../../aws/policy-holders";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "iam-session-duration",
  title: "The sessions of a role are short",
  severity: "low",
  scope: "resource",
  types: [ROLE],
  frameworks: { "pci-dss-4": ["8.2.8"] },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html"],
  options: optionsOf({
    maximumSeconds: integer(
      "Most seconds that a session may last; AWS's own default is an hour.",
      3600,
      3600,
      43_200,
    ),
  }),
  fix: "take maxSessionDuration away, or lower it",
  check({ resource, options, expect }) {
    const duration = resource.get("maxSessionDuration");
    expect(
      duration.test(() => (duration.number ?? Infinity) <= options.maximumSeconds, true),
      duration,
      `credentials of the role are good for more than ${options.maximumSeconds} seconds`,
    );
  },
  compliant: only(ROLE, { maxSessionDuration: 3600 }),
  violations: { "twelve hours": wrong("maxSessionDuration", 43_200) },
});
