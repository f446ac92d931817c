/** The gateway: REST, HTTP and WebSocket APIs as the graph declares them, served through the declared gates in AWS's order. */
export { declaredApiKeys, fixedApiKeys } from "./apiKeys/apiKeyStore";
export type { ApiKey, ApiKeyStore } from "./apiKeys/apiKeyStore";
export { UsageCounters } from "./apiKeys/usagePlans";
export { compileGateway } from "./compileGateway";
export type {
  Clock,
  DeclaredApi,
  DeclaredOperation,
  FunctionResult,
  Gateway,
  GatewayParts,
  Notice,
  TokenVerdict,
} from "./gateway";
export type { AssumeRoleWithWebIdentity, WebIdentityRequest } from "./iam/assumeWithWebIdentity";
export { rehearsalCredentials } from "./iam/credentialStore";
export type { CredentialStore, SigningCredentials, SigningPrincipal } from "./iam/credentialStore";
export type { WebIdentity } from "./iam/webIdentity";
export { WebIdentitySessions } from "./iam/webIdentitySessions";
export type { TemporaryCredentials } from "./iam/webIdentitySessions";
export { httpTargets, isLoopback } from "./integrations/httpTargets";
export type { HttpTarget, HttpTargetSetting, HttpTargets } from "./integrations/httpTargets";
export type { ServiceEndpoints } from "./integrations/serviceEndpoints";
export { Connections, MANAGEMENT_PATH } from "./websocket";
export { answerMalformed } from "./request/malformed";
