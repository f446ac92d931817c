import { requestTime } from "../request/identifiers";
import { claimTexts } from "./claimText";
import type { HttpContext } from "./context";
import type { Outgoing } from "./outgoing";
import { queryStringOf } from "./outgoing";

/** Content types that reach a function as text; all others, and none, as base64. */
const TEXT = /^(text\/.*|application\/(json|javascript|xml|.*\+json|.*\+xml))$/;

/** Whether the body reaches the function as base64. */
export function isBase64(context: HttpContext): boolean {
  if (context.arrival.body.length === 0) return false;
  const type = context.arrival.headers["content-type"] ?? "";
  return !TEXT.test(type.split(";")[0]?.trim().toLowerCase() ?? "");
}

/** Parameters by name; repeated ones joined by commas. Entries, since a name may be `__proto__`. */
export function joined(pairs: Iterable<readonly [string, string]>): Record<string, string> | undefined {
  const found = new Map<string, string>();
  for (const [name, value] of pairs) {
    const known = found.get(name);
    found.set(name, known === undefined ? value : `${known},${value}`);
  }
  return found.size === 0 ? undefined : Object.fromEntries(found);
}

function authorizer({ jwt, lambda, iam }: HttpContext): Record<string, unknown> | undefined {
  if (jwt !== undefined)
    return { jwt: { claims: claimTexts(jwt.claims), scopes: jwt.scopes.length === 0 ? null : jwt.scopes } };
  if (lambda !== undefined) return { lambda: lambda.context };
  if (iam === undefined) return undefined;
  const { accessKey, accountId, callerId, userArn, userId, webIdentity: person } = iam;
  return {
    iam: {
      accessKey,
      accountId,
      callerId,
      cognitoIdentity:
        person === undefined
          ? null
          : {
              amr: person.methods,
              identityId: person.identityId,
              identityPoolId: person.identityPoolId,
            },
      principalOrgId: null,
      userArn,
      userId,
    },
  };
}

/** `requestContext` of format 2.0. */
export function requestContextV2(context: HttpContext): Record<string, unknown> {
  const { arrival, route } = context;
  const { api, stageName } = arrival.stage;
  const caller = authorizer(context);
  return {
    accountId: api.location.accountId,
    apiId: api.id,
    ...(caller === undefined ? {} : { authorizer: caller }),
    domainName: arrival.domainName,
    domainPrefix: arrival.domainName.split(".")[0],
    http: {
      method: arrival.method,
      path: arrival.rawPath,
      protocol: `HTTP/${arrival.httpVersion}`,
      sourceIp: arrival.clientIp,
      userAgent: context.header("user-agent") ?? "",
    },
    requestId: arrival.requestId,
    routeKey: route?.model.routeKey,
    stage: stageName,
    time: requestTime(arrival.receivedAt),
    timeEpoch: arrival.receivedAt,
  };
}

const orNothing = <K extends string>(name: K, value: unknown): Partial<Record<K, unknown>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, unknown>);

/** What events and authorizer requests of format 2.0 have in common. Absent maps are absent, not null. */
export function requestPartsV2(context: HttpContext, outgoing: Outgoing): Record<string, unknown> {
  const { arrival } = context;
  const { variables } = arrival.stage;
  return {
    routeKey: context.route?.model.routeKey,
    rawPath: outgoing.path ?? arrival.rawPath,
    rawQueryString: queryStringOf(context, outgoing),
    ...orNothing("cookies", outgoing.cookies.length === 0 ? undefined : outgoing.cookies),
    headers: Object.fromEntries(outgoing.headers),
    ...orNothing("queryStringParameters", joined(outgoing.query)),
    requestContext: requestContextV2(context),
    ...orNothing("pathParameters", context.pathParameters),
    ...orNothing("stageVariables", Object.keys(variables).length === 0 ? undefined : variables),
  };
}

/**
 * The Lambda proxy event, payload format 2.0
 * (apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
export function eventV2(context: HttpContext, outgoing: Outgoing): Record<string, unknown> {
  const { body } = context.arrival;
  const base64 = isBase64(context);
  return {
    version: "2.0",
    ...requestPartsV2(context, outgoing),
    ...(body.length === 0 ? {} : { body: base64 ? body.toString("base64") : context.bodyText }),
    isBase64Encoded: base64,
  };
}
