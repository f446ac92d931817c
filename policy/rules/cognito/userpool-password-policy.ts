import { USER_POOL } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";

const KINDS = {
  requireUppercase: "an upper-case letter",
  requireLowercase: "a lower-case letter",
  requireNumbers: "a digit",
  requireSymbols: "a symbol",
} as const;

export default defineRule({
  id: "userpool-password-policy",
  title: "Passwords are long and of mixed characters",
  severity: "medium",
  scope: "resource",
  types: [USER_POOL],
  frameworks: { fsbp: ["Cognito.3"] },
  links: ["https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html"],
  choice:
    "Rule sets ask for 8 characters (Security Hub, cdk-nag) or 14 (Prowler). PCI DSS 4 asks for 12, so 12 is the default: " +
    "below it a payment platform would fail its audit.",
  options: optionsOf({ minimumLength: integer("Least length of a password.", 12, 6, 99) }),
  fix: "set passwordPolicy with minimumLength and all four kinds of characters",
  check({ resource, options, expect }) {
    const policy = resource.get("passwordPolicy");
    const length = policy.get("minimumLength");
    const long: Truth = length.unknown
      ? "unknown"
      : length.number !== undefined && length.number >= options.minimumLength;
    expect(
      long,
      length,
      `a password may have ${length.number ?? 8} characters, fewer than ${options.minimumLength}`,
    );
    for (const [key, kind] of Object.entries(KINDS)) {
      const required = policy.get(key);
      expect(required.isTrue(), required, `a password need not hold ${kind}`);
    }
  },
  compliant: only(USER_POOL, {
    passwordPolicy: {
      minimumLength: 14,
      requireUppercase: true,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
    },
  }),
  violations: {
    "no policy": wrong("passwordPolicy", undefined, "passwordPolicy.minimumLength"),
    short: wrong(["passwordPolicy", "minimumLength"], 8),
    "no symbols": wrong(["passwordPolicy", "requireSymbols"], false),
  },
});
