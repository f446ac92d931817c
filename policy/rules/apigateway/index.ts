import type { Rule } from "../../model/rule";
import accountThrottleBudget from "./account-throttle-budget";
import apiKeyInUsagePlan from "./api-key-in-usage-plan";
import apiKeyRotationAge from "./api-key-rotation-age";
import apiKeyValueNotLiteral from "./api-key-value-not-literal";
import authorizerCacheTtl from "./authorizer-cache-ttl";
import authorizerPermissionScoped from "./authorizer-permission-scoped";
import authorizerReferenced from "./authorizer-referenced";
import domainMappingPresent from "./domain-mapping-present";
import domainMtls from "./domain-mtls";
import domainTlsPolicy from "./domain-tls-policy";
import domainTypeMatchesApi from "./domain-type-matches-api";
import edgeDomainCertUsEast1 from "./edge-domain-cert-us-east-1";
import privateApiSourceVpce from "./private-api-source-vpce";
import privateApiVpceIds from "./private-api-vpce-ids";
import privateApiVpceOwnAccount from "./private-api-vpce-own-account";
import regionalDomainCertSameRegion from "./regional-domain-cert-same-region";
import restAccessLogNoSecretFields from "./rest-access-log-no-secret-fields";
import restAccountLogRole from "./rest-account-log-role";
import restApiSecurityPolicy from "./rest-api-security-policy";
import restCacheEnabled from "./rest-cache-enabled";
import restCacheEncrypted from "./rest-cache-encrypted";
import restCacheInvalidationAuth from "./rest-cache-invalidation-auth";
import restCacheKeyParameters from "./rest-cache-key-parameters";
import restCacheTtlBounded from "./rest-cache-ttl-bounded";
import restCognitoScopes from "./rest-cognito-scopes";
import restCorsNoWildcardAuth from "./rest-cors-no-wildcard-auth";
import restDefaultEndpointDisabled from "./rest-default-endpoint-disabled";
import restDeploymentCreateFirst from "./rest-deployment-create-first";
import restDeploymentDepends from "./rest-deployment-depends";
import restDeploymentTriggers from "./rest-deployment-triggers";
import restEndpointTypeAllowed from "./rest-endpoint-type-allowed";
import restGatewayResponses from "./rest-gateway-responses";
import restIntegrationHttps from "./rest-integration-https";
import restIntegrationNoMockProd from "./rest-integration-no-mock-prod";
import restIntegrationPassthroughNever from "./rest-integration-passthrough-never";
import restIntegrationRoleOneTarget from "./rest-integration-role-one-target";
import restIntegrationTimeout from "./rest-integration-timeout";
import restMethodAuthorization from "./rest-method-authorization";
import restMethodCognito from "./rest-method-cognito";
import restMethodComplete from "./rest-method-complete";
import restMethodNoAny from "./rest-method-no-any";
import restMethodNotKeyOnly from "./rest-method-not-key-only";
import restMethodRequestValidator from "./rest-method-request-validator";
import restModelClosed from "./rest-model-closed";
import restPolicyNoOpenInvoke from "./rest-policy-no-open-invoke";
import restStageAccessLog from "./rest-stage-access-log";
import restStageAccessLogFields from "./rest-stage-access-log-fields";
import restStageAccessLogJson from "./rest-stage-access-log-json";
import restStageClientCertificate from "./rest-stage-client-certificate";
import restStageExecutionLog from "./rest-stage-execution-log";
import restStageMetricsEnabled from "./rest-stage-metrics-enabled";
import restStageNoDataTrace from "./rest-stage-no-data-trace";
import restStageThrottle from "./rest-stage-throttle";
import restStageWaf from "./rest-stage-waf";
import restStageXray from "./rest-stage-xray";
import restUnauthMethodThrottle from "./rest-unauth-method-throttle";
import stageCanaryBounded from "./stage-canary-bounded";
import stageNoCrossEnvBackend from "./stage-no-cross-env-backend";
import stageOwnLogGroup from "./stage-own-log-group";
import stageVariablesNoSecret from "./stage-variables-no-secret";
import usagePlanRateWithinStage from "./usage-plan-rate-within-stage";
import usagePlanThrottleAndQuota from "./usage-plan-throttle-and-quota";

/** The rules for API Gateway (REST APIs). */
export const apigatewayRules: readonly Rule[] = [
  accountThrottleBudget,
  apiKeyInUsagePlan,
  apiKeyRotationAge,
  apiKeyValueNotLiteral,
  authorizerCacheTtl,
  authorizerPermissionScoped,
  authorizerReferenced,
  domainMappingPresent,
  domainMtls,
  domainTlsPolicy,
  domainTypeMatchesApi,
  edgeDomainCertUsEast1,
  privateApiSourceVpce,
  privateApiVpceIds,
  privateApiVpceOwnAccount,
  regionalDomainCertSameRegion,
  restAccessLogNoSecretFields,
  restAccountLogRole,
  restApiSecurityPolicy,
  restCacheEnabled,
  restCacheEncrypted,
  restCacheInvalidationAuth,
  restCacheKeyParameters,
  restCacheTtlBounded,
  restCognitoScopes,
  restCorsNoWildcardAuth,
  restDefaultEndpointDisabled,
  restDeploymentCreateFirst,
  restDeploymentDepends,
  restDeploymentTriggers,
  restEndpointTypeAllowed,
  restGatewayResponses,
  restIntegrationHttps,
  restIntegrationNoMockProd,
  restIntegrationPassthroughNever,
  restIntegrationRoleOneTarget,
  restIntegrationTimeout,
  restMethodAuthorization,
  restMethodCognito,
  restMethodComplete,
  restMethodNoAny,
  restMethodNotKeyOnly,
  restMethodRequestValidator,
  restModelClosed,
  restPolicyNoOpenInvoke,
  restStageAccessLog,
  restStageAccessLogFields,
  restStageAccessLogJson,
  restStageClientCertificate,
  restStageExecutionLog,
  restStageMetricsEnabled,
  restStageNoDataTrace,
  restStageThrottle,
  restStageWaf,
  restStageXray,
  restUnauthMethodThrottle,
  stageCanaryBounded,
  stageNoCrossEnvBackend,
  stageOwnLogGroup,
  stageVariablesNoSecret,
  usagePlanRateWithinStage,
  usagePlanThrottleAndQuota,
];
