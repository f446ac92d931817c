import type { Rule } from "../../model/rule";
import domainTlsPolicy from "./domain-tls-policy";
import domainTypeMatchesApi from "./domain-type-matches-api";
import edgeDomainCertUsEast1 from "./edge-domain-cert-us-east-1";
import regionalDomainCertSameRegion from "./regional-domain-cert-same-region";
import restAccessLogNoSecretFields from "./rest-access-log-no-secret-fields";
import restAccountLogRole from "./rest-account-log-role";
import restCacheEncrypted from "./rest-cache-encrypted";
import restCacheKeyParameters from "./rest-cache-key-parameters";
import restCognitoScopes from "./rest-cognito-scopes";
import restDefaultEndpointDisabled from "./rest-default-endpoint-disabled";
import restDeploymentDepends from "./rest-deployment-depends";
import restDeploymentTriggers from "./rest-deployment-triggers";
import restIntegrationHttps from "./rest-integration-https";
import restIntegrationPassthroughNever from "./rest-integration-passthrough-never";
import restMethodAuthorization from "./rest-method-authorization";
import restMethodNotKeyOnly from "./rest-method-not-key-only";
import restPolicyNoOpenInvoke from "./rest-policy-no-open-invoke";
import restStageNoDataTrace from "./rest-stage-no-data-trace";
import restStageThrottle from "./rest-stage-throttle";
import restStageWaf from "./rest-stage-waf";
import restUnauthMethodThrottle from "./rest-unauth-method-throttle";
import stageVariablesNoSecret from "./stage-variables-no-secret";

/** The rules for API Gateway (REST APIs). */
export const apigatewayRules: readonly Rule[] = [
  domainTlsPolicy,
  domainTypeMatchesApi,
  edgeDomainCertUsEast1,
  regionalDomainCertSameRegion,
  restAccessLogNoSecretFields,
  restAccountLogRole,
  restCacheEncrypted,
  restCacheKeyParameters,
  restCognitoScopes,
  restDefaultEndpointDisabled,
  restDeploymentDepends,
  restDeploymentTriggers,
  restIntegrationHttps,
  restIntegrationPassthroughNever,
  restMethodAuthorization,
  restMethodNotKeyOnly,
  restPolicyNoOpenInvoke,
  restStageNoDataTrace,
  restStageThrottle,
  restStageWaf,
  restUnauthMethodThrottle,
  stageVariablesNoSecret,
];
