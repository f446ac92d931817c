import { beside, remove, set, type Mutation } from "./mutation";
import { BROWSER, MACHINE, POOL } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const cognitoMutations: Readonly<Record<string, Mutation>> = {
  "client-https-callbacks": set(MACHINE, "callbackUrls", [
    "http://shop.example.com/callback",
    "shop://callback",
  ]),
  "client-no-implicit-flow": set(BROWSER, "allowedOauthFlows", ["code", "implicit"]),
  "client-no-password-flow": set(MACHINE, "explicitAuthFlows", ["ALLOW_USER_PASSWORD_AUTH"]),
  "client-refresh-rotation": set(BROWSER, "refreshTokenRotation", undefined),
  "client-secret": set(MACHINE, "generateSecret", undefined),
  "client-token-revocation": set(MACHINE, "enableTokenRevocation", false),
  "client-token-ttl": set(MACHINE, ["tokenValidityUnits", "accessToken"], undefined),
  "client-user-existence": set(MACHINE, "preventUserExistenceErrors", undefined),
  "identity-pool-no-guest": beside("identity-pool-no-guest", "guests"),
  "resource-server-scopes": set(
    { type: "aws:cognito/resourceServer:ResourceServer", name: /^identity-storefront$/ },
    "scopes",
    [],
  ),
  "userpool-deletion-protection": set(POOL, "deletionProtection", undefined),
  "userpool-domain-cert-us-east-1": set(
    { type: "aws:cognito/userPoolDomain:UserPoolDomain", name: /^identity-domain$/ },
    "certificateArn",
    "arn:aws:acm:eu-west-1:000000000000:certificate/a",
  ),
  "userpool-mfa-not-sms-only": set(POOL, "softwareTokenMfaConfiguration", undefined),
  "userpool-mfa": set(POOL, "mfaConfiguration", undefined),
  "userpool-no-self-signup": set(POOL, "adminCreateUserConfig", undefined),
  "userpool-password-policy": set(POOL, "passwordPolicy", undefined),
  "userpool-recovery": set(POOL, "accountRecoverySetting", undefined),
  "userpool-risk-config": remove({
    type: "aws:cognito/riskConfiguration:RiskConfiguration",
    name: /^identity-risk$/,
  }),
  "userpool-temp-password": set(POOL, ["passwordPolicy", "temporaryPasswordValidityDays"], 30),
  "userpool-threat-protection": set(POOL, "userPoolAddOns", undefined),
  "userpool-waf": remove({ type: "aws:wafv2/webAclAssociation:WebAclAssociation", name: /^waf-sign-in$/ }),
};
