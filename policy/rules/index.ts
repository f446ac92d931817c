import type { Rule } from "../model/rule";
import acmCoversDomain from "./acm/acm-covers-domain";
import acmKeyStrength from "./acm/acm-key-strength";
import domainAfterValidation from "./acm/domain-after-validation";
import domainTlsPolicy from "./apigateway/domain-tls-policy";
import domainTypeMatchesApi from "./apigateway/domain-type-matches-api";
import edgeDomainCertUsEast1 from "./apigateway/edge-domain-cert-us-east-1";
import regionalDomainCertSameRegion from "./apigateway/regional-domain-cert-same-region";
import restAccessLogNoSecretFields from "./apigateway/rest-access-log-no-secret-fields";
import restAccountLogRole from "./apigateway/rest-account-log-role";
import restCacheEncrypted from "./apigateway/rest-cache-encrypted";
import restCacheKeyParameters from "./apigateway/rest-cache-key-parameters";
import restCognitoScopes from "./apigateway/rest-cognito-scopes";
import restDefaultEndpointDisabled from "./apigateway/rest-default-endpoint-disabled";
import restDeploymentDepends from "./apigateway/rest-deployment-depends";
import restDeploymentTriggers from "./apigateway/rest-deployment-triggers";
import restIntegrationHttps from "./apigateway/rest-integration-https";
import restIntegrationPassthroughNever from "./apigateway/rest-integration-passthrough-never";
import restMethodAuthorization from "./apigateway/rest-method-authorization";
import restMethodNotKeyOnly from "./apigateway/rest-method-not-key-only";
import restPolicyNoOpenInvoke from "./apigateway/rest-policy-no-open-invoke";
import restStageNoDataTrace from "./apigateway/rest-stage-no-data-trace";
import restStageThrottle from "./apigateway/rest-stage-throttle";
import restStageWaf from "./apigateway/rest-stage-waf";
import restUnauthMethodThrottle from "./apigateway/rest-unauth-method-throttle";
import stageVariablesNoSecret from "./apigateway/stage-variables-no-secret";
import alarmAction from "./cloudwatch/alarm-action";
import alarmActionsEnabled from "./cloudwatch/alarm-actions-enabled";
import clientHttpsCallbacks from "./cognito/client-https-callbacks";
import clientNoImplicitFlow from "./cognito/client-no-implicit-flow";
import identityPoolNoGuest from "./cognito/identity-pool-no-guest";
import userpoolDomainCertUsEast1 from "./cognito/userpool-domain-cert-us-east-1";
import secretOutputs from "./cross/secret-outputs";
import defaultSgClosed from "./ec2/default-sg-closed";
import sgNoPublicAdmin from "./ec2/sg-no-public-admin";
import sgNoPublicIngress from "./ec2/sg-no-public-ingress";
import vpcDnsAttributes from "./ec2/vpc-dns-attributes";
import iamNoAdmin from "./iam/iam-no-admin";
import iamNoPrivEscalation from "./iam/iam-no-priv-escalation";
import iamNoServiceWildcard from "./iam/iam-no-service-wildcard";
import iamNoWildcardResource from "./iam/iam-no-wildcard-resource";
import iamTrustSpecific from "./iam/iam-trust-specific";
import kmsDeletionWindow from "./kms/kms-deletion-window";
import kmsNoLockoutBypass from "./kms/kms-no-lockout-bypass";
import kmsNoWildcardPrincipal from "./kms/kms-no-wildcard-principal";
import lambdaEnvNoSecrets from "./lambda/lambda-env-no-secrets";
import lambdaNoPublicPermission from "./lambda/lambda-no-public-permission";
import lambdaPermissionSourceArn from "./lambda/lambda-permission-source-arn";
import lambdaRoleNoStar from "./lambda/lambda-role-no-star";
import lambdaUrlAuth from "./lambda/lambda-url-auth";
import aliasMatchesEndpointType from "./route53/alias-matches-endpoint-type";
import snsNoHttpSubscription from "./sns/sns-no-http-subscription";
import snsNoPublicPolicy from "./sns/sns-no-public-policy";
import snsTlsOnly from "./sns/sns-tls-only";
import webaclBlockNotCount from "./wafv2/webacl-block-not-count";
import webaclCoreRuleSet from "./wafv2/webacl-core-rule-set";
import webaclHasRules from "./wafv2/webacl-has-rules";
import webaclKnownBadInputs from "./wafv2/webacl-known-bad-inputs";
import webaclLogPrefix from "./wafv2/webacl-log-prefix";
import webaclLogRedaction from "./wafv2/webacl-log-redaction";
import webaclPriorityUnique from "./wafv2/webacl-priority-unique";
import webaclScopeRegional from "./wafv2/webacl-scope-regional";

/** Every rule of the guard. The order is that of the folders; reports sort by severity. */
export const rules: readonly Rule[] = [
  acmCoversDomain,
  acmKeyStrength,
  domainAfterValidation,
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
  alarmAction,
  alarmActionsEnabled,
  clientHttpsCallbacks,
  clientNoImplicitFlow,
  identityPoolNoGuest,
  userpoolDomainCertUsEast1,
  secretOutputs,
  defaultSgClosed,
  sgNoPublicAdmin,
  sgNoPublicIngress,
  vpcDnsAttributes,
  iamNoAdmin,
  iamNoPrivEscalation,
  iamNoServiceWildcard,
  iamNoWildcardResource,
  iamTrustSpecific,
  kmsDeletionWindow,
  kmsNoLockoutBypass,
  kmsNoWildcardPrincipal,
  lambdaEnvNoSecrets,
  lambdaNoPublicPermission,
  lambdaPermissionSourceArn,
  lambdaRoleNoStar,
  lambdaUrlAuth,
  aliasMatchesEndpointType,
  snsNoHttpSubscription,
  snsNoPublicPolicy,
  snsTlsOnly,
  webaclBlockNotCount,
  webaclCoreRuleSet,
  webaclHasRules,
  webaclKnownBadInputs,
  webaclLogPrefix,
  webaclLogRedaction,
  webaclPriorityUnique,
  webaclScopeRegional,
];
