import { requestTime } from "../request/identifiers";
import { claimText } from "./claimText";
import type { HttpContext } from "./context";

/** Reads one value of a request; undefined when it has none. */
export type HttpSource = (context: HttpContext) => string | undefined;

const whenDefined = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/**
 * `$context` variables of HTTP APIs.
 * Source: apigateway/latest/developerguide/http-api-logging-variables.html.
 */
const VARIABLES: Readonly<Record<string, HttpSource>> = {
  accountId: ({ arrival }) => arrival.stage.api.location.accountId,
  apiId: ({ arrival }) => arrival.stage.api.id,
  "authorizer.error": ({ authorizerError }) => authorizerError,
  "authorizer.latency": ({ authorizerLatency }) => whenDefined(authorizerLatency),
  "authorizer.principalId": ({ lambda }) => lambda?.principalId,
  "authorizer.status": ({ authorizerStatus }) => whenDefined(authorizerStatus),
  dataProcessed: ({ arrival, responseLength }) => String(arrival.body.length + responseLength),
  domainName: ({ arrival }) => arrival.domainName,
  domainPrefix: ({ arrival }) => arrival.domainName.split(".")[0],
  "error.message": ({ error }) => error?.message,
  "error.messageString": ({ error }) => (error === undefined ? undefined : JSON.stringify(error.message)),
  "error.responseType": ({ error }) => error?.responseType,
  extendedRequestId: ({ arrival }) => arrival.requestId,
  httpMethod: ({ arrival }) => arrival.method,
  "identity.accessKey": ({ iam }) => iam?.accessKey,
  "identity.accountId": ({ iam }) => iam?.accountId,
  "identity.caller": ({ iam }) => iam?.callerId,
  "identity.sourceIp": ({ arrival }) => arrival.clientIp,
  "identity.user": ({ iam }) => iam?.userId,
  "identity.userAgent": ({ arrival }) => arrival.headers["user-agent"],
  "identity.userArn": ({ iam }) => iam?.userArn,
  "integration.error": ({ integrationError }) => integrationError,
  "integration.integrationStatus": ({ integrationStatus }) => whenDefined(integrationStatus),
  "integration.latency": ({ integrationLatency }) => whenDefined(integrationLatency),
  "integration.status": ({ integrationStatus }) => whenDefined(integrationStatus),
  integrationErrorMessage: ({ integrationError }) => integrationError,
  integrationLatency: ({ integrationLatency }) => whenDefined(integrationLatency),
  integrationStatus: ({ integrationStatus }) => whenDefined(integrationStatus),
  path: ({ arrival }) => arrival.rawPath,
  protocol: ({ arrival }) => `HTTP/${arrival.httpVersion}`,
  requestId: ({ arrival }) => arrival.requestId,
  requestTime: ({ arrival }) => requestTime(arrival.receivedAt),
  requestTimeEpoch: ({ arrival }) => String(arrival.receivedAt),
  responseLatency: ({ arrival, finishedAt }) => String(finishedAt - arrival.receivedAt),
  responseLength: ({ responseLength }) => String(responseLength),
  routeKey: ({ route }) => route?.model.routeKey,
  stage: ({ arrival }) => arrival.stage.stageName,
  status: ({ status }) => String(status),
};

const CLAIMS = "authorizer.claims.";
const AUTHORIZER = "authorizer.";

/** The reader of a variable, named without `$context.`; unknown names are never set. */
export function httpContextVariable(name: string): HttpSource {
  if (name.startsWith(CLAIMS)) {
    const claim = name.slice(CLAIMS.length);
    return ({ jwt }) => (jwt === undefined ? undefined : claimText(jwt.claims[claim]));
  }
  if (Object.hasOwn(VARIABLES, name)) return VARIABLES[name] ?? (() => undefined);
  if (!name.startsWith(AUTHORIZER)) return () => undefined;
  const property = name.slice(AUTHORIZER.length);
  return ({ lambda }) => {
    const value = lambda?.context[property];
    if (value === undefined || value === null) return undefined;
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
}
