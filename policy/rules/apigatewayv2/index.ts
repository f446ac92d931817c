import type { Rule } from "../../model/rule";
import httpApiWafFront from "./http-api-waf-front";
import httpCorsNoWildcardCredentials from "./http-cors-no-wildcard-credentials";
import httpJwtAudience from "./http-jwt-audience";
import httpJwtIssuerHttps from "./http-jwt-issuer-https";
import v2DomainTlsPolicy from "./v2-domain-tls-policy";
import v2RouteAuthorization from "./v2-route-authorization";
import v2StageThrottle from "./v2-stage-throttle";
import wsConnectAuthorization from "./ws-connect-authorization";
import wsManageConnectionsScoped from "./ws-manage-connections-scoped";
import wsStageNoDataTrace from "./ws-stage-no-data-trace";

/** The rules for API Gateway v2 (HTTP and WebSocket APIs). */
export const apigatewayv2Rules: readonly Rule[] = [
  httpApiWafFront,
  httpCorsNoWildcardCredentials,
  httpJwtAudience,
  httpJwtIssuerHttps,
  v2DomainTlsPolicy,
  v2RouteAuthorization,
  v2StageThrottle,
  wsConnectAuthorization,
  wsManageConnectionsScoped,
  wsStageNoDataTrace,
];
