import { USER_POOL } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, implies, not } from "../../model/truth";

export default defineRule({
  id: "userpool-recovery",
  title: "A forgotten password is not recovered through the telephone number that is also the second factor",
  severity: "medium",
  scope: "resource",
  types: [USER_POOL],
  frameworks: {
    "nist-800-53-r5": ["IA-2", "IA-5", "AC-7"],
    "pci-dss-4": ["8.4", "8.5"],
    soc2: ["CC6.1", "CC6.6"],
    "iso-27001": ["A.5.17", "A.8.5"],
  },
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html",
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AccountRecoverySettingType.html",
  ],
  options: noOptions,
  fix: "set accountRecoverySetting to verified_email alone, or to admin_only",
  check({ resource, expect }) {
    const mechanisms = resource.get("accountRecoverySetting", "recoveryMechanisms");
    const phone = mechanisms.some((item) => item.get("name").is("verified_phone_number"));
    // Without a setting Cognito prefers the telephone number; the text message then does the work of both factors.
    const preset = mechanisms.unknown ? "unknown" : mechanisms.items.length === 0;
    const mfa = not(resource.get("mfaConfiguration").is("OFF", true));
    expect(
      implies(mfa, all([not(phone), not(preset)])),
      mechanisms,
      "whoever takes over the telephone number resets the password and receives the second factor",
    );
  },
  compliant: only(USER_POOL, {
    mfaConfiguration: "ON",
    accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
  }),
  violations: {
    "not stated": wrong("accountRecoverySetting", undefined, "accountRecoverySetting.recoveryMechanisms"),
    "by telephone": wrong(
      ["accountRecoverySetting", "recoveryMechanisms", 1],
      { name: "verified_phone_number", priority: 2 },
      "accountRecoverySetting.recoveryMechanisms",
    ),
  },
});
