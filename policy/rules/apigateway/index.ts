import type { Rule } from "../../model/rule";
import accountThrottleBudget from "./account-throttle-budget";
import apiKeyInUsagePlan from "./api-key-in-usage-plan";
import apiKeyValueNotLiteral from "./api-key-value-not-literal";
import domainTlsPolicy from "./domain-tls-policy";
import domainTypeMatchesApi from "./domain-type-matches-api";
import edgeDomainCertUsEast1 from "./edge-domain-cert-us-east-1";
import privateApiSourceVpce from "./private-api-source-vpce";
import privateApiVpceIds from "./private-api-vpce-ids";
import privateApiVpceOwnAccount from "./private-api-vpce-own-account";
import regionalDomainCertSameRegion from "./regional-domain-cert-same-region";
import restAccessLogNoSecretFields from "./rest-access-log-no-secret-fields";
import restAccountLogRole from "./rest-account-log-role";
import restCacheEncrypted from "./rest-cache-encrypted";
import restCacheInvalidationAuth from "./rest-cache-invalidation-auth";
import restCacheKeyParameters from "./rest-cache-key-parameters";
import restCognitoScopes from "./rest-cognito-scopes";
import restDefaultEndpointDisabled from "./rest-default-endpoint-disabled";
import restDeploymentDepends from "./rest-deployment-depends";
import restDeploymentTriggers from "./rest-deployment-triggers";
import restIntegrationHttps from "./rest-integration-https";
import restIntegrationPassthroughNever from "./rest-integration-passthrough-never";
import restIntegrationRoleOneTarget from "./rest-integration-role-one-target";
import restMethodAuthorization from "./rest-method-authorization";
import restMethodComplete from "./rest-method-complete";
import restMethodNotKeyOnly from "./rest-method-not-key-only";
import restPolicyNoOpenInvoke from "./rest-policy-no-open-invoke";
import restStageAccessLog from "./rest-stage-access-log";
import restStageAccessLogFields from "./rest-stage-access-log-fields";
import restStageAccessLogJson from "./rest-stage-access-log-json";
import restStageExecutionLog from "./rest-stage-execution-log";
import restStageNoDataTrace from "./rest-stage-no-data-trace";
import restStageThrottle from "./rest-stage-throttle";
import restStageWaf from "./rest-stage-waf";
import restStageXray from "./rest-stage-xray";
import restUnauthMethodThrottle from "./rest-unauth-method-throttle";
import stageNoCrossEnvBackend from "./stage-no-cross-env-backend";
import stageVariablesNoSecret from "./stage-variables-no-secret";
import usagePlanThrottleAndQuota from "./usage-plan-throttle-and-quota";

/** The rules for API Gateway (REST APIs). */
export const apigatewayRules: readonly Rule[] = [
  accountThrottleBudget,
  apiKeyInUsagePlan,
  apiKeyValueNotLiteral,
  domainTlsPolicy,
  domainTypeMatchesApi,
  edgeDomainCertUsEast1,
  privateApiSourceVpce,
  privateApiVpceIds,
  privateApiVpceOwnAccount,
  regionalDomainCertSameRegion,
  restAccessLogNoSecretFields,
  restAccountLogRole,
  restCacheEncrypted,
  restCacheInvalidationAuth,
  restCacheKeyParameters,
  restCognitoScopes,
  restDefaultEndpointDisabled,
  restDeploymentDepends,
  restDeploymentTriggers,
  restIntegrationHttps,
  restIntegrationPassthroughNever,
  restIntegrationRoleOneTarget,
  restMethodAuthorization,
  restMethodComplete,
  restMethodNotKeyOnly,
  restPolicyNoOpenInvoke,
  restStageAccessLog,
  restStageAccessLogFields,
  restStageAccessLogJson,
  restStageExecutionLog,
  restStageNoDataTrace,
  restStageThrottle,
  restStageWaf,
  restStageXray,
  restUnauthMethodThrottle,
  stageNoCrossEnvBackend,
  stageVariablesNoSecret,
  usagePlanThrottleAndQuota,
];
