import type { Rule } from "../../model/rule";
import httpApiWafFront from "./http-api-waf-front";
import httpCorsNoWildcardCredentials from "./http-cors-no-wildcard-credentials";
import httpJwtAudience from "./http-jwt-audience";
import httpJwtIssuerHttps from "./http-jwt-issuer-https";
import httpJwtScopes from "./http-jwt-scopes";
import httpNoDefaultRoute from "./http-no-default-route";
import v2DomainConfiguration from "./v2-domain-configuration";
import v2DomainTlsPolicy from "./v2-domain-tls-policy";
import v2IntegrationPrivateTls from "./v2-integration-private-tls";
import v2RouteAuthorization from "./v2-route-authorization";
import v2StageAccessLog from "./v2-stage-access-log";
import v2StageNoAutoDeploy from "./v2-stage-no-auto-deploy";
import v2StageThrottle from "./v2-stage-throttle";
import vpcLinkSgScoped from "./vpc-link-sg-scoped";
import wsClientCertificate from "./ws-client-certificate";
import wsConnectAuthorization from "./ws-connect-authorization";
import wsDefaultValidated from "./ws-default-validated";
import wsManageConnectionsScoped from "./ws-manage-connections-scoped";
import wsOriginChecked from "./ws-origin-checked";
import wsStageExecutionLog from "./ws-stage-execution-log";
import wsStageNoDataTrace from "./ws-stage-no-data-trace";

/** The rules for API Gateway v2 (HTTP and WebSocket APIs). */
export const apigatewayv2Rules: readonly Rule[] = [
  httpApiWafFront,
  httpCorsNoWildcardCredentials,
  httpJwtAudience,
  httpJwtIssuerHttps,
  httpJwtScopes,
  httpNoDefaultRoute,
  v2DomainConfiguration,
  v2DomainTlsPolicy,
  v2IntegrationPrivateTls,
  v2RouteAuthorization,
  v2StageAccessLog,
  v2StageNoAutoDeploy,
  v2StageThrottle,
  vpcLinkSgScoped,
  wsClientCertificate,
  wsConnectAuthorization,
  wsDefaultValidated,
  wsManageConnectionsScoped,
  wsOriginChecked,
  wsStageExecutionLog,
  wsStageNoDataTrace,
];
