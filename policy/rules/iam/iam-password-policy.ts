import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const PASSWORD_POLICY = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
const KINDS = [
  "requireLowercaseCharacters",
  "requireUppercaseCharacters",
  "requireNumbers",
  "requireSymbols",
];

export default defineRule({
  id: "iam-password-policy",
  title: "The account's password policy is strong",
  severity: "medium",
  scope: "resource",
  types: [PASSWORD_POLICY],
  frameworks: { fsbp: ["IAM.7"], "cis-aws": ["1.7", "1.8"], "pci-dss-4": ["8.3.6", "8.3.7", "8.3.9"] },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html"],
  choice:
    "The strictest of the well-known numbers: length 14 and 24 remembered (CIS), 90 days (PCI DSS). Only a stack that declares the policy is judged: there is one for each account.",
  options: optionsOf({
    minimumLength: integer("Least number of characters.", 14, 6, 128),
    remembered: integer("Least number of former passwords that may not come back.", 24, 1, 24),
    maximumDays: integer("Most days that a password is valid.", 90, 1, 1095),
  }),
  fix: "set minimumPasswordLength, the four require… settings, passwordReusePrevention and maxPasswordAge",
  check({ resource, options, expect }) {
    const length = resource.get("minimumPasswordLength");
    expect(
      length.test(() => (length.number ?? 0) >= options.minimumLength),
      length,
      `passwords may be shorter than ${options.minimumLength} characters`,
    );
    for (const kind of KINDS) {
      const required = resource.get(kind);
      expect(required.isTrue(), required, `${kind} is not on`);
    }
    const reuse = resource.get("passwordReusePrevention");
    expect(
      reuse.test(() => (reuse.number ?? 0) >= options.remembered),
      reuse,
      `fewer than ${options.remembered} former passwords are refused`,
    );
    const age = resource.get("maxPasswordAge");
    expect(
      age.test(() => (age.number ?? 0) > 0 && (age.number ?? 0) <= options.maximumDays),
      age,
      `passwords are valid for more than ${options.maximumDays} days`,
    );
  },
  compliant: only(PASSWORD_POLICY, {
    minimumPasswordLength: 14,
    ...Object.fromEntries(KINDS.map((kind) => [kind, true])),
    passwordReusePrevention: 24,
    maxPasswordAge: 90,
  }),
  violations: {
    short: wrong("minimumPasswordLength", 8),
    "without symbols": wrong("requireSymbols", false),
    "old ones again": wrong("passwordReusePrevention", undefined),
    "for ever": wrong("maxPasswordAge", 0),
  },
});
