/**
 * Fields of the access logs of HTTP and WebSocket APIs ($context variables, API Gateway guide, "Customize HTTP API access
 * logs" and "WebSocket API mapping template reference"). As for REST APIs: nothing that a caller keeps secret, and every
 * value quoted.
 */
const common = {
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  requestTime: "$context.requestTime",
  apiId: "$context.apiId",
  stage: "$context.stage",
  domainName: "$context.domainName",
  routeKey: "$context.routeKey",
  status: "$context.status",
  integrationLatency: "$context.integrationLatency",
  integrationError: "$context.integrationErrorMessage",
  sourceIp: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  authorizerError: "$context.authorizer.error",
  errorMessage: "$context.error.message",
  errorType: "$context.error.responseType",
} as const;

/** Field of a line of an HTTP API → what API Gateway puts there. */
const httpApiLogFields = {
  ...common,
  httpMethod: "$context.httpMethod",
  protocol: "$context.protocol",
  responseLength: "$context.responseLength",
  latency: "$context.responseLatency",
  integrationStatus: "$context.integration.status",
  user: "$context.authorizer.claims.sub",
  clientId: "$context.authorizer.claims.client_id",
} as const;

/** Field of a line of a WebSocket API: one line for a connection, each message, and the end. */
const webSocketLogFields = {
  ...common,
  eventType: "$context.eventType",
  connectionId: "$context.connectionId",
  messageId: "$context.messageId",
  connectedAt: "$context.connectedAt",
  latency: "$context.integration.latency",
  integrationStatus: "$context.integration.status",
  authorizerLatency: "$context.authorizer.latency",
  user: "$context.authorizer.principalId",
} as const;

/** The fields as one line of JSON, which is what a Stage takes. */
export const httpApiLogFormat = JSON.stringify(httpApiLogFields);
/** As {@link httpApiLogFormat}, for WebSocket APIs. */
export const webSocketLogFormat = JSON.stringify(webSocketLogFields);
