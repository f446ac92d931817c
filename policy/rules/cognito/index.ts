import type { Rule } from "../../model/rule";
import clientHttpsCallbacks from "./client-https-callbacks";
import clientNoImplicitFlow from "./client-no-implicit-flow";
import identityPoolNoGuest from "./identity-pool-no-guest";
import userpoolDomainCertUsEast1 from "./userpool-domain-cert-us-east-1";

/** The rules for Cognito. */
export const cognitoRules: readonly Rule[] = [
  clientHttpsCallbacks,
  clientNoImplicitFlow,
  identityPoolNoGuest,
  userpoolDomainCertUsEast1,
];
