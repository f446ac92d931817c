import { daysBetween } from "../../aws/calendar";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const ACCESS_KEY = "aws:iam/accessKey:AccessKey";

export default defineRule({
  id: "iam-access-key-age",
  title: "An access key is replaced in time",
  severity: "medium",
  scope: "stack",
  types: [ACCESS_KEY],
  frameworks: { fsbp: ["IAM.3"], "cis-aws": ["1.13"] },
  links: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-3",
  ],
  choice:
    "IAM answers with the day of creation, so a key's age shows once it is deployed; a key that is only planned has none. iam-no-users refuses such keys from the start.",
  options: optionsOf({ days: integer("Days that a key may be in use.", 90, 1) }),
  fix: "replace the key, or better, use a role",
  check({ resource, options, today, expect, notApplicable }) {
    const created = resource.get("createDate");
    if (created.state === "absent" || resource.get("status").is("Inactive") === true) return notApplicable();
    const age = daysBetween(created, today);
    expect(
      age === undefined ? "unknown" : age <= options.days,
      created,
      `the key is ${age ?? "too many"} days old`,
    );
  },
  compliant: only(ACCESS_KEY, { user: "deployer", createDate: "2026-01-01T08:00:00Z" }),
  violations: { "too old": wrong("createDate", "2025-10-01T08:00:00Z") },
});
