import { cognitoIdentity } from "../iam/webIdentity";
import { requestTime } from "../request/identifiers";
import { claimTexts } from "./claimText";
import type { HttpContext } from "./context";
import { isBase64 } from "./event";
import type { Outgoing } from "./outgoing";

type Lists = Record<string, string[]>;

function multi(pairs: Iterable<readonly [string, string]>): Lists | undefined {
  const found = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const known = found.get(name);
    if (known === undefined) found.set(name, [value]);
    else known.push(value);
  }
  return found.size === 0 ? undefined : Object.fromEntries(found);
}

const last = (lists: Lists | undefined): Record<string, string> | null =>
  lists === undefined
    ? null
    : Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.at(-1) ?? ""]));

function authorizer({ jwt, lambda }: HttpContext): Record<string, unknown> | undefined {
  if (jwt !== undefined) return { claims: claimTexts(jwt.claims), scopes: jwt.scopes };
  if (lambda === undefined) return undefined;
  return {
    ...lambda.context,
    ...(lambda.principalId === undefined ? {} : { principalId: lambda.principalId }),
  };
}

/** `requestContext` of format 1.0. */
export function requestContextV1(context: HttpContext): Record<string, unknown> {
  const { arrival, route, iam } = context;
  const { api, stageName } = arrival.stage;
  const caller = authorizer(context);
  const person = iam?.webIdentity;
  return {
    accountId: api.location.accountId,
    apiId: api.id,
    ...(caller === undefined ? {} : { authorizer: caller }),
    domainName: arrival.domainName,
    domainPrefix: arrival.domainName.split(".")[0],
    extendedRequestId: arrival.requestId,
    httpMethod: arrival.method,
    identity: {
      accessKey: iam?.accessKey ?? null,
      accountId: iam?.accountId ?? null,
      caller: iam?.callerId ?? null,
      cognitoAmr: person?.methods ?? null,
      ...cognitoIdentity(person),
      principalOrgId: null,
      sourceIp: arrival.clientIp,
      user: iam?.userId ?? null,
      userAgent: context.header("user-agent") ?? null,
      userArn: iam?.userArn ?? null,
    },
    path: arrival.rawPath,
    protocol: `HTTP/${arrival.httpVersion}`,
    requestId: arrival.requestId,
    requestTime: requestTime(arrival.receivedAt),
    requestTimeEpoch: arrival.receivedAt,
    resourceId: route?.model.routeKey ?? null,
    resourcePath: route?.model.path ?? "$default",
    stage: stageName,
  };
}

/** What events and authorizer requests of format 1.0 have in common. Absent maps are null. */
export function requestPartsV1(context: HttpContext, outgoing: Outgoing): Record<string, unknown> {
  const { arrival, route } = context;
  const headers = new Map(outgoing.headers);
  if (outgoing.cookies.length > 0) headers.set("cookie", outgoing.cookies.join("; "));
  const headerLists = multi(headers);
  const query = multi(outgoing.query);
  const { variables } = arrival.stage;
  return {
    resource: route?.model.path ?? "$default",
    path: outgoing.path ?? arrival.rawPath,
    httpMethod: arrival.method,
    headers: last(headerLists),
    multiValueHeaders: headerLists ?? null,
    queryStringParameters: last(query),
    multiValueQueryStringParameters: query ?? null,
    requestContext: requestContextV1(context),
    pathParameters: context.pathParameters ?? null,
    stageVariables: Object.keys(variables).length === 0 ? null : variables,
  };
}

/** The Lambda proxy event of an HTTP API, payload format 1.0. */
export function eventV1(context: HttpContext, outgoing: Outgoing): Record<string, unknown> {
  const { body } = context.arrival;
  const base64 = isBase64(context);
  return {
    version: "1.0",
    ...requestPartsV1(context, outgoing),
    body: body.length === 0 ? null : base64 ? body.toString("base64") : context.bodyText,
    isBase64Encoded: base64,
  };
}
