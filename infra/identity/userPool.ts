import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { defaults, type StageConfig, type Target } from "../stage";

type Identity = StageConfig["identity"];

const mfa = { none: "OFF", optional: "OPTIONAL", required: "ON" } as const satisfies Record<
  Identity["mfa"],
  string
>;
const security = { none: "OFF", audit: "AUDIT", enforced: "ENFORCED" } as const satisfies Record<
  Identity["threatProtection"],
  string
>;

/** A stage's user pool. People sign in with their e-mail address; a second factor is an authenticator app. */
export function userPool(
  name: string,
  { config, target }: { readonly config: StageConfig; readonly target: Target },
  opts: pulumi.CustomResourceOptions,
): aws.cognito.UserPool {
  const { identity, protection } = config;
  return new aws.cognito.UserPool(
    name,
    {
      name: target.prefix,
      // Threat protection is part of the Plus tier only.
      userPoolTier: identity.threatProtection === "none" ? "ESSENTIALS" : "PLUS",
      userPoolAddOns: { advancedSecurityMode: security[identity.threatProtection] },
      deletionProtection: protection.deletionProtection ? "ACTIVE" : "INACTIVE",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
      mfaConfiguration: mfa[identity.mfa],
      ...(identity.mfa === "none" ? {} : { softwareTokenMfaConfiguration: { enabled: true } }),
      passwordPolicy: {
        minimumLength: identity.passwordMinimumLength,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: defaults.identity.temporaryPasswordDays.value,
      },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: !identity.selfSignUp },
    },
    { ...opts, protect: protection.deletionProtection },
  );
}

/** What threat protection does once it is on: compromised passwords and high-risk sign-ins are refused. */
export function riskConfiguration(
  name: string,
  { config, userPoolId }: { readonly config: StageConfig; readonly userPoolId: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): aws.cognito.RiskConfiguration | undefined {
  if (config.identity.threatProtection === "none") return undefined;
  return new aws.cognito.RiskConfiguration(
    name,
    {
      userPoolId,
      compromisedCredentialsRiskConfiguration: {
        eventFilters: ["PASSWORD_CHANGE", "SIGN_IN", "SIGN_UP"],
        actions: { eventAction: "BLOCK" },
      },
      accountTakeoverRiskConfiguration: {
        actions: {
          lowAction: { eventAction: "MFA_IF_CONFIGURED", notify: false },
          mediumAction: { eventAction: "MFA_REQUIRED", notify: false },
          highAction: { eventAction: "BLOCK", notify: false },
        },
      },
    },
    opts,
  );
}
