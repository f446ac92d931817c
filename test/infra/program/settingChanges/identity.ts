import type { SettingChange } from "./settingChange";

/** Keys of `identity`. */
export const identity: readonly SettingChange[] = [
  {
    set: {
      "identity.mfa": "optional",
    },
    changes: ["update UserPool identity-pool mfaConfiguration"],
  },
  {
    set: {
      "identity.threatProtection": "none",
    },
    changes: [
      "update UserPool identity-pool userPoolAddOns",
      "update UserPool identity-pool userPoolTier",
      "delete RiskConfiguration identity-risk",
    ],
  },
  {
    set: {
      "identity.selfSignUp": true,
    },
    changes: ["update UserPool identity-pool adminCreateUserConfig"],
  },
  {
    set: {
      "identity.passwordMinimumLength": 16,
    },
    changes: ["update UserPool identity-pool passwordPolicy"],
  },
  {
    set: {
      "identity.accessTokenMinutes": 30,
    },
    changes: [
      "update UserPoolClient identity-* accessTokenValidity",
      "update UserPoolClient identity-* idTokenValidity",
    ],
  },
  {
    set: {
      "identity.refreshTokenDays": 2,
    },
    changes: ["update UserPoolClient identity-* refreshTokenValidity"],
  },
  {
    set: {
      "identity.browserClient.callbackUrls": ["https://a.example/cb"],
    },
    changes: ["update UserPoolClient identity-browser callbackUrls"],
  },
  {
    set: {
      "identity.browserClient.logoutUrls": ["https://a.example/"],
    },
    changes: ["update UserPoolClient identity-browser logoutUrls"],
  },
  {
    set: {
      "identity.browserClient.scopes": ["storefront/products.read"],
    },
    changes: ["update UserPoolClient identity-browser allowedOauthScopes"],
  },
];
