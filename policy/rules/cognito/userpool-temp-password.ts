import { USER_POOL } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";

export default defineRule({
  id: "userpool-temp-password",
  title: "A temporary password expires within days",
  severity: "low",
  scope: "resource",
  types: [USER_POOL],
  frameworks: { fsbp: ["Cognito.3"] },
  links: ["https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html"],
  options: optionsOf({ maximumDays: integer("Longest validity in days.", 7, 1, 365) }),
  fix: "lower passwordPolicy.temporaryPasswordValidityDays",
  check({ resource, options, expect }) {
    const days = resource.get("passwordPolicy", "temporaryPasswordValidityDays");
    // Cognito takes 7 days where nothing is said.
    const validity = days.state === "absent" ? 7 : days.number;
    const short: Truth = days.unknown ? "unknown" : validity !== undefined && validity <= options.maximumDays;
    expect(short, days, `a temporary password is good for ${validity ?? "?"} days`);
  },
  compliant: only(USER_POOL, { passwordPolicy: { temporaryPasswordValidityDays: 7 } }),
  violations: { "a month": wrong(["passwordPolicy", "temporaryPasswordValidityDays"], 30) },
});
