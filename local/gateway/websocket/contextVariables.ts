import { requestTime } from "../request/identifiers";
import type { Exchange } from "./exchange";

type ExchangeVariable = (exchange: Exchange) => string | undefined;

const whenDefined = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/**
 * `$context` variables of WebSocket APIs.
 * Source: apigateway/latest/developerguide/websocket-api-logging.html and
 * apigateway-websocket-api-mapping-template-reference.html.
 */
const VARIABLES: Readonly<Record<string, ExchangeVariable>> = {
  apiId: ({ stage }) => stage.api.id,
  "authorizer.error": ({ authorizerError }) => authorizerError,
  "authorizer.latency": ({ authorizerLatency }) => whenDefined(authorizerLatency),
  "authorizer.status": ({ authorizerStatus }) => whenDefined(authorizerStatus),
  connectedAt: ({ origin }) => String(origin.connectedAt),
  connectionId: ({ origin }) => origin.id,
  domainName: ({ origin }) => origin.domainName,
  "error.message": ({ error }) => error?.message,
  "error.messageString": ({ error }) => (error === undefined ? undefined : JSON.stringify(error.message)),
  "error.responseType": ({ error }) => error?.responseType,
  eventType: ({ eventType }) => eventType,
  extendedRequestId: ({ requestId }) => requestId,
  "identity.sourceIp": ({ origin }) => origin.sourceIp,
  "identity.userAgent": ({ origin }) => origin.userAgent,
  "integration.error": ({ integrationError }) => integrationError,
  "integration.latency": ({ integrationLatency }) => whenDefined(integrationLatency),
  "integration.status": ({ integrationStatus }) => whenDefined(integrationStatus),
  integrationErrorMessage: ({ integrationError }) => integrationError,
  integrationLatency: ({ integrationLatency }) => whenDefined(integrationLatency),
  integrationStatus: ({ integrationStatus }) => whenDefined(integrationStatus),
  messageDirection: () => "IN",
  messageId: ({ details }) => details.messageId,
  requestId: ({ requestId }) => requestId,
  requestTime: ({ receivedAt }) => requestTime(receivedAt),
  requestTimeEpoch: ({ receivedAt }) => String(receivedAt),
  routeKey: ({ routeKey }) => routeKey,
  stage: ({ stage }) => stage.stageName,
  status: ({ status }) => String(status),
};

const AUTHORIZER = "authorizer.";

/** The reader of a variable, named without `$context.`; unknown names are never set. */
export function exchangeVariable(name: string): ExchangeVariable {
  if (Object.hasOwn(VARIABLES, name)) return VARIABLES[name] ?? (() => undefined);
  if (!name.startsWith(AUTHORIZER)) return () => undefined;
  const property = name.slice(AUTHORIZER.length);
  return ({ origin }) => {
    const value = origin.authorizer?.[property];
    return value === undefined || value === null ? undefined : String(value);
  };
}

/** `$context` as a mapping template sees it. */
export function exchangeContext(exchange: Exchange): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(VARIABLES)) {
    const value = read(exchange);
    if (value === undefined) continue;
    const [first = name, second] = name.split(".");
    if (second === undefined) found[first] = value;
    else found[first] = { ...(found[first] as Record<string, unknown> | undefined), [second]: value };
  }
  found.authorizer = {
    ...(found.authorizer as Record<string, unknown> | undefined),
    ...exchange.origin.authorizer,
  };
  return found;
}
