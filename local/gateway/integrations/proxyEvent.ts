import { cognitoIdentity } from "../iam/webIdentity";
import type { Header } from "../request/awsHeaders";
import { stringifyClaims } from "../request/claims";
import type { RequestContext } from "../request/context";
import { extendedRequestId, requestTime, traceId } from "../request/identifiers";
import type { QueryParameters } from "../request/query";
import { isBinary } from "./binaryMedia";

type Values = Record<string, string>;
type Lists = Record<string, string[]>;

/** Headers that API Gateway keeps to itself. */
const KEPT = new Set([
  "connection",
  "content-length",
  "transfer-encoding",
  "x-amzn-trace-id",
  "x-forwarded-for",
  "x-forwarded-port",
  "x-forwarded-proto",
]);

/**
 * Own properties only: a parameter may be called `__proto__`, and must then be an entry like any other.
 */
function collect(
  pairs: QueryParameters | readonly Header[],
): { readonly single: Values; readonly multi: Lists } | undefined {
  if (pairs.length === 0) return undefined;
  const lists = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = lists.get(name);
    if (values === undefined) lists.set(name, [value]);
    else values.push(value);
  }
  return {
    single: Object.fromEntries([...lists].map(([name, values]) => [name, values.at(-1) ?? ""])),
    multi: Object.fromEntries(lists),
  };
}

/** The client's headers, those of WAF, and those that API Gateway adds. */
function eventHeaders(context: RequestContext): Header[] {
  const { arrival } = context;
  const headers: Header[] = [];
  for (const header of context.headers) if (!KEPT.has(header[0].toLowerCase())) headers.push(header);
  headers.push(...context.wafHeaders);
  const forwarded = context.header("x-forwarded-for");
  headers.push(
    ["X-Amzn-Trace-Id", context.header("x-amzn-trace-id") ?? traceId(arrival.requestId, arrival.receivedAt)],
    ["X-Forwarded-For", forwarded === undefined ? arrival.clientIp : `${forwarded}, ${arrival.clientIp}`],
    // API Gateway is reached over HTTPS only; functions must not see the rehearsal's own port.
    ["X-Forwarded-Port", "443"],
    ["X-Forwarded-Proto", "https"],
  );
  return headers;
}

function identity(context: RequestContext): Record<string, string | null> {
  const { signedBy, apiKey, arrival } = context;
  return {
    accessKey: signedBy?.accessKeyId ?? null,
    accountId: signedBy?.accountId ?? null,
    ...(apiKey === undefined ? {} : { apiKey: apiKey.value, apiKeyId: apiKey.id }),
    caller: signedBy?.userId ?? null,
    ...cognitoIdentity(signedBy?.webIdentity),
    principalOrgId: null,
    sourceIp: arrival.clientIp,
    user: signedBy?.userId ?? null,
    userAgent: context.header("user-agent") ?? null,
    userArn: signedBy?.callerArn ?? null,
    ...(arrival.endpoint === undefined
      ? {}
      : { vpcId: arrival.endpoint.vpcId ?? null, vpceId: arrival.endpoint.id }),
  };
}

/** What the authorizer found out: the claims of a token, or what a function said. */
function authorizer(context: RequestContext): Record<string, unknown> {
  if (context.claims !== undefined) return { authorizer: { claims: stringifyClaims(context.claims) } };
  if (context.authorizer === undefined) return {};
  const { principalId, context: said, latency } = context.authorizer;
  return { authorizer: { ...said, principalId, integrationLatency: latency } };
}

function requestContext(context: RequestContext): Record<string, unknown> {
  const { arrival, route } = context;
  const { api, deploymentId, stageName } = arrival.stage;
  return {
    accountId: api.location.accountId,
    apiId: api.id,
    ...authorizer(context),
    deploymentId,
    domainName: arrival.domainName,
    domainPrefix: arrival.domainName.split(".")[0],
    extendedRequestId: extendedRequestId(arrival.requestId),
    httpMethod: arrival.method,
    identity: identity(context),
    ...(route?.model.operationName === undefined ? {} : { operationName: route.model.operationName }),
    path: arrival.fullPath,
    protocol: `HTTP/${arrival.httpVersion}`,
    requestId: arrival.requestId,
    requestTime: requestTime(arrival.receivedAt),
    requestTimeEpoch: arrival.receivedAt,
    resourceId: route?.model.resourceId,
    resourcePath: route?.model.resourcePath,
    stage: stageName,
  };
}

/** What an event says of the request itself, but for its body. */
export function eventRequest(context: RequestContext): Record<string, unknown> {
  const { arrival, route } = context;
  const headers = collect(eventHeaders(context));
  const query = collect(context.query);
  const variables = arrival.stage.variables;
  return {
    resource: route?.model.resourcePath,
    path: arrival.eventPath,
    httpMethod: arrival.method,
    headers: headers?.single ?? null,
    multiValueHeaders: headers?.multi ?? null,
    queryStringParameters: query?.single ?? null,
    multiValueQueryStringParameters: query?.multi ?? null,
    pathParameters: context.pathParameters ?? null,
    stageVariables: Object.keys(variables).length === 0 ? null : variables,
    requestContext: requestContext(context),
  };
}

/**
 * The proxy integration's input event, format 1.0
 * (apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html). Absent maps are null, as on AWS.
 */
export function proxyEvent(context: RequestContext): Record<string, unknown> {
  const { arrival, body } = context;
  const binary = body.length > 0 && isBinary(context.mediaType, arrival.stage.api.binaryMediaTypes);
  return {
    ...eventRequest(context),
    body: body.length === 0 ? null : binary ? body.toString("base64") : context.bodyText,
    isBase64Encoded: binary,
  };
}
