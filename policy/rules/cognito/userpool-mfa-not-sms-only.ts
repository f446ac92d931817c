import { USER_POOL } from "../../aws/user-pool";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, implies, not } from "../../model/truth";

export default defineRule({
  id: "userpool-mfa-not-sms-only",
  title: "The second factor need not be a text message",
  severity: "medium",
  scope: "resource",
  types: [USER_POOL],
  frameworks: {
    "nist-800-53-r5": ["IA-2", "IA-5"],
    "pci-dss-4": ["8.4", "8.5"],
    soc2: ["CC6.1", "CC6.6"],
    "iso-27001": ["A.5.17", "A.8.5"],
  },
  links: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html",
    "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html",
  ],
  choice:
    "A passkey counts only where it satisfies MFA: webAuthnConfiguration with user verification required.",
  options: noOptions,
  fix: "enable softwareTokenMfaConfiguration",
  check({ resource, expect, notApplicable }) {
    const on = not(resource.get("mfaConfiguration").is("OFF", true));
    if (on === false) return notApplicable();
    const token = resource.get("softwareTokenMfaConfiguration", "enabled");
    const passkey = resource.get("webAuthnConfiguration", "userVerification").is("required");
    expect(
      implies(on, any([token.isTrue(), passkey])),
      token,
      "without an app or a passkey, whoever takes over the telephone number gets in",
    );
  },
  compliant: only(USER_POOL, { mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } }),
  violations: {
    "not stated": wrong("softwareTokenMfaConfiguration", undefined, "softwareTokenMfaConfiguration.enabled"),
    "switched off": wrong(["softwareTokenMfaConfiguration", "enabled"], false),
  },
});
