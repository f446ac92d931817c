import type { Rule } from "../../model/rule";
import clientHttpsCallbacks from "./client-https-callbacks";
import clientNoImplicitFlow from "./client-no-implicit-flow";
import clientNoPasswordFlow from "./client-no-password-flow";
import clientRefreshRotation from "./client-refresh-rotation";
import clientSecret from "./client-secret";
import clientTokenRevocation from "./client-token-revocation";
import clientTokenTtl from "./client-token-ttl";
import clientUserExistence from "./client-user-existence";
import identityPoolNoGuest from "./identity-pool-no-guest";
import resourceServerScopes from "./resource-server-scopes";
import userpoolDeletionProtection from "./userpool-deletion-protection";
import userpoolDomainCertUsEast1 from "./userpool-domain-cert-us-east-1";
import userpoolMfa from "./userpool-mfa";
import userpoolMfaNotSmsOnly from "./userpool-mfa-not-sms-only";
import userpoolNoSelfSignup from "./userpool-no-self-signup";
import userpoolPasswordPolicy from "./userpool-password-policy";
import userpoolRecovery from "./userpool-recovery";
import userpoolRiskConfig from "./userpool-risk-config";
import userpoolTempPassword from "./userpool-temp-password";
import userpoolThreatProtection from "./userpool-threat-protection";
import userpoolWaf from "./userpool-waf";

/** The rules for Cognito. */
export const cognitoRules: readonly Rule[] = [
  clientHttpsCallbacks,
  clientNoImplicitFlow,
  clientNoPasswordFlow,
  clientRefreshRotation,
  clientSecret,
  clientTokenRevocation,
  clientTokenTtl,
  clientUserExistence,
  identityPoolNoGuest,
  resourceServerScopes,
  userpoolDeletionProtection,
  userpoolDomainCertUsEast1,
  userpoolMfa,
  userpoolMfaNotSmsOnly,
  userpoolNoSelfSignup,
  userpoolPasswordPolicy,
  userpoolRecovery,
  userpoolRiskConfig,
  userpoolTempPassword,
  userpoolThreatProtection,
  userpoolWaf,
];
