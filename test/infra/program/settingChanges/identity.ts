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
  {
    set: {
      "identity.groups": {
        editors: { description: "Others", precedence: 10 },
        hosts: { description: "New" },
      },
    },
    changes: [
      "update UserGroup identity-group-editors description",
      "create UserGroup identity-group-hosts",
      "delete UserGroup identity-group-support",
    ],
  },
  {
    set: { "identity.nativeClient.callbackUrls": ["com.example.other://callback"] },
    changes: ["update UserPoolClient identity-native callbackUrls"],
  },
  {
    set: { "identity.nativeClient.logoutUrls": ["com.example.other://out"] },
    changes: ["update UserPoolClient identity-native logoutUrls"],
  },
  {
    set: { "identity.nativeClient.scopes": ["storefront/products.read"] },
    changes: ["update UserPoolClient identity-native allowedOauthScopes"],
  },
  {
    set: { "identity.nativeClient.accessTokenMinutes": 15 },
    changes: [
      "update UserPoolClient identity-native accessTokenValidity => 15",
      "update UserPoolClient identity-native idTokenValidity => 15",
    ],
  },
  {
    set: { "identity.nativeClient.refreshTokenDays": 7 },
    changes: ["update UserPoolClient identity-native refreshTokenValidity => 7"],
  },
  {
    set: {
      "identity.domainPrefix": "our-own-sign-in",
    },
    changes: ["replace UserPoolDomain identity-domain domain => our-own-sign-in-prod-"],
  },
];
