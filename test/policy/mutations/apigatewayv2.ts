import { allowing } from "./edits";
import { beside, type Mutation } from "./mutation";

/** Rule → the mistake that it must catch in the production stage. */
export const apigatewayv2Mutations: Readonly<Record<string, Mutation>> = {
  "http-api-waf-front": beside("http-api-waf-front", "no distribution"),
  "http-cors-no-wildcard-credentials": beside("http-cors-no-wildcard-credentials", "every origin"),
  "http-jwt-audience": beside("http-jwt-audience", "no audience"),
  "http-jwt-issuer-https": beside("http-jwt-issuer-https", "plain http"),
  "http-jwt-scopes": beside("http-jwt-scopes", "no scopes"),
  "http-no-default-route": beside("http-no-default-route", "in the document"),
  "v2-domain-configuration": beside("v2-domain-configuration", "no certificate"),
  "v2-domain-tls-policy": beside("v2-domain-tls-policy", "TLS 1.0"),
  "v2-integration-private-tls": beside("v2-integration-private-tls", "no TLS"),
  "v2-route-authorization": beside("v2-route-authorization", "none"),
  "v2-stage-access-log": beside("v2-stage-access-log", "no log"),
  "v2-stage-no-auto-deploy": beside("v2-stage-no-auto-deploy", "on"),
  "v2-stage-throttle": beside("v2-stage-throttle", "no settings"),
  "vpc-link-sg-scoped": beside("vpc-link-sg-scoped", "one zone"),
  "ws-client-certificate": beside("ws-client-certificate", "no certificate"),
  "ws-connect-authorization": beside("ws-connect-authorization", "none"),
  "ws-default-validated": beside("ws-default-validated", "no model"),
  "ws-manage-connections-scoped": allowing(
    "execute-api:ManageConnections",
    "arn:aws:execute-api:eu-west-1:000000000000:*/@connections/*",
    "vpce-required-services",
  ),
  "ws-origin-checked": beside("ws-origin-checked", "token only"),
  "ws-stage-execution-log": beside("ws-stage-execution-log", "off"),
  "ws-stage-no-data-trace": beside("ws-stage-no-data-trace", "all routes"),
};
