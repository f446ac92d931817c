import { authenticationProvider } from "./iam/webIdentity";
import { stringifyClaim } from "./request/claims";
import type { RequestContext } from "./request/context";
import { extendedRequestId, requestTime, xrayTraceId } from "./request/identifiers";

/** Reads one `$context` variable; undefined when the request has none. */
export type ContextVariable = (context: RequestContext) => string | undefined;

const whenDefined = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/**
 * `$context` variables of REST APIs.
 * Source: apigateway/latest/developerguide/api-gateway-mapping-template-reference.html and
 * api-gateway-variables-for-access-logging.html.
 */
const VARIABLES: Readonly<Record<string, ContextVariable>> = {
  accountId: ({ arrival }) => arrival.stage.api.location.accountId,
  apiId: ({ arrival }) => arrival.stage.api.id,
  "authorizer.error": ({ authorizerError }) => authorizerError,
  "authorizer.status": ({ authorizerStatus }) => whenDefined(authorizerStatus),
  "authorizer.integrationLatency": ({ authorizer }) => whenDefined(authorizer?.latency),
  "authorizer.principalId": ({ claims, authorizer }) =>
    authorizer?.principalId ?? (claims === undefined ? undefined : stringifyClaim("sub", claims.sub)),
  awsEndpointRequestId: () => undefined,
  deploymentId: ({ arrival }) => arrival.stage.deploymentId,
  domainName: ({ arrival }) => arrival.domainName,
  domainPrefix: ({ arrival }) => arrival.domainName.split(".")[0],
  "error.message": ({ error }) => error?.message ?? undefined,
  "error.messageString": ({ error }) => (error === undefined ? undefined : JSON.stringify(error.message)),
  "error.responseType": ({ error }) => error?.responseType,
  // Escaped: templates and JSON log formats put it between quotes of their own.
  "error.validationErrorString": ({ error }) =>
    error?.validationErrorString === undefined
      ? undefined
      : JSON.stringify(error.validationErrorString).slice(1, -1),
  extendedRequestId: ({ arrival }) => extendedRequestId(arrival.requestId),
  httpMethod: ({ arrival }) => arrival.method,
  "identity.accessKey": ({ signedBy }) => signedBy?.accessKeyId,
  "identity.accountId": ({ signedBy }) => signedBy?.accountId,
  "identity.apiKey": ({ apiKey }) => apiKey?.value,
  "identity.apiKeyId": ({ apiKey }) => apiKey?.id,
  "identity.caller": ({ signedBy }) => signedBy?.userId,
  "identity.cognitoAuthenticationProvider": ({ signedBy }) =>
    signedBy?.webIdentity && authenticationProvider(signedBy.webIdentity),
  "identity.cognitoAuthenticationType": ({ signedBy }) => signedBy?.webIdentity?.methods[0],
  "identity.cognitoIdentityId": ({ signedBy }) => signedBy?.webIdentity?.identityId,
  "identity.cognitoIdentityPoolId": ({ signedBy }) => signedBy?.webIdentity?.identityPoolId,
  "identity.sourceIp": ({ arrival }) => arrival.clientIp,
  "identity.user": ({ signedBy }) => signedBy?.userId,
  "identity.userAgent": ({ arrival }) => arrival.headers["user-agent"],
  "identity.userArn": ({ signedBy }) => signedBy?.callerArn,
  "identity.vpcId": ({ arrival }) => arrival.endpoint?.vpcId,
  "identity.vpceId": ({ arrival }) => arrival.endpoint?.id,
  "integration.error": ({ integrationError }) => integrationError,
  "integration.integrationStatus": ({ integrationStatus }) => whenDefined(integrationStatus),
  "integration.latency": ({ integrationLatency }) => whenDefined(integrationLatency),
  "integration.status": ({ integrationStatus }) => whenDefined(integrationStatus),
  integrationErrorMessage: ({ integrationError }) => integrationError,
  integrationLatency: ({ integrationLatency }) => whenDefined(integrationLatency),
  integrationStatus: ({ integrationStatus }) => whenDefined(integrationStatus),
  path: ({ arrival }) => arrival.fullPath,
  protocol: ({ arrival }) => `HTTP/${arrival.httpVersion}`,
  requestId: ({ arrival }) => arrival.requestId,
  requestTime: ({ arrival }) => requestTime(arrival.receivedAt),
  requestTimeEpoch: ({ arrival }) => String(arrival.receivedAt),
  resourceId: ({ route }) => route?.model.resourceId,
  resourcePath: ({ route }) => route?.model.resourcePath,
  responseLatency: ({ arrival, finishedAt }) => String(finishedAt - arrival.receivedAt),
  responseLength: ({ responseLength }) => String(responseLength),
  stage: ({ arrival }) => arrival.stage.stageName,
  status: ({ status }) => String(status),
  xrayTraceId: ({ arrival }) =>
    arrival.stage.tracing ? xrayTraceId(arrival.requestId, arrival.receivedAt) : undefined,
  "waf.latency": () => undefined,
  "waf.status": ({ wafResponseCode }) =>
    wafResponseCode === undefined ? undefined : wafResponseCode === "WAF_BLOCK" ? "403" : "200",
  wafResponseCode: ({ wafResponseCode }) => wafResponseCode,
  webaclArn: ({ arrival }) => arrival.stage.webAclArn,
};

const CLAIMS = "authorizer.claims.";
const AUTHORIZER = "authorizer.";

/** The reader of a variable, named without `$context.`; unknown names are never set. */
export function contextVariable(name: string): ContextVariable {
  if (name.startsWith(CLAIMS)) {
    const claim = name.slice(CLAIMS.length);
    return ({ claims }) => (claims === undefined ? undefined : stringifyClaim(claim, claims[claim]));
  }
  if (Object.hasOwn(VARIABLES, name)) return VARIABLES[name] ?? (() => undefined);
  if (!name.startsWith(AUTHORIZER)) return () => undefined;
  const key = name.slice(AUTHORIZER.length);
  return ({ authorizer }) =>
    authorizer !== undefined && Object.hasOwn(authorizer.context, key) ? authorizer.context[key] : undefined;
}

/** `$context` as a mapping template sees it. */
export function contextObject(context: RequestContext): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(VARIABLES)) {
    const value = read(context);
    if (value === undefined) continue;
    const parts = name.split(".");
    let target = found;
    for (const part of parts.slice(0, -1)) target = (target[part] ??= {}) as Record<string, unknown>;
    target[parts[parts.length - 1] ?? name] = value;
  }
  if (context.authorizer !== undefined)
    found.authorizer = { ...context.authorizer.context, ...(found.authorizer as object) };
  if (context.claims !== undefined) {
    const claims: Record<string, string> = {};
    for (const [name, value] of Object.entries(context.claims))
      claims[name] = stringifyClaim(name, value) ?? "";
    (found.authorizer ??= {}) as Record<string, unknown>;
    (found.authorizer as Record<string, unknown>).claims = claims;
  }
  return found;
}
