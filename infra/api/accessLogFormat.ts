/**
 * Field of an access-log line → what API Gateway puts there. No field holds what a caller keeps secret: no
 * Authorization, Cookie or x-api-key header, no query string, no body. Every value is quoted: an absent one is "-",
 * which without quotes would break the line's JSON.
 */
export const accessLogFields = {
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  requestTime: "$context.requestTime",
  apiId: "$context.apiId",
  stage: "$context.stage",
  domainName: "$context.domainName",
  httpMethod: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  protocol: "$context.protocol",
  status: "$context.status",
  responseLength: "$context.responseLength",
  latency: "$context.responseLatency",
  integrationLatency: "$context.integrationLatency",
  integrationStatus: "$context.integration.status",
  sourceIp: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  caller: "$context.identity.caller",
  user: "$context.authorizer.claims.sub",
  clientId: "$context.authorizer.claims.client_id",
  authorizerError: "$context.authorizer.error",
  errorMessage: "$context.error.message",
  errorType: "$context.error.responseType",
  wafStatus: "$context.waf.status",
  tlsVersion: "$context.tlsVersion",
  cipherSuite: "$context.cipherSuite",
  traceId: "$context.xrayTraceId",
} as const;

/** The fields as one line of JSON, which is what a Stage takes. */
export const accessLogFormat = JSON.stringify(accessLogFields);
