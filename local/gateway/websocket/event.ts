import { requestTime } from "../request/identifiers";
import type { Exchange } from "./exchange";

/** Single and multi-value forms of headers or query parameters; names stay as the client wrote them. */
export function valuesOf(pairs: readonly (readonly [string, string])[]): {
  readonly single: Record<string, string>;
  readonly multi: Record<string, string[]>;
} {
  const found = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const known = found.get(name);
    if (known === undefined) found.set(name, [value]);
    else known.push(value);
  }
  return {
    single: Object.fromEntries([...found].map(([name, values]) => [name, values.at(-1) ?? ""])),
    multi: Object.fromEntries(found),
  };
}

/** `requestContext` of a WebSocket API's events. */
export function requestContext(exchange: Exchange): Record<string, unknown> {
  const { stage, origin, details, eventType } = exchange;
  return {
    routeKey: exchange.routeKey,
    ...(origin.authorizer === undefined ? {} : { authorizer: origin.authorizer }),
    ...(details.messageId === undefined ? {} : { messageId: details.messageId }),
    ...(details.disconnect === undefined
      ? {}
      : { disconnectStatusCode: details.disconnect.code, disconnectReason: details.disconnect.reason }),
    eventType,
    extendedRequestId: exchange.requestId,
    requestTime: requestTime(exchange.receivedAt),
    messageDirection: "IN",
    stage: stage.stageName,
    connectedAt: origin.connectedAt,
    requestTimeEpoch: exchange.receivedAt,
    identity: {
      ...(origin.userAgent === undefined ? {} : { userAgent: origin.userAgent }),
      sourceIp: origin.sourceIp,
    },
    requestId: exchange.requestId,
    domainName: origin.domainName,
    connectionId: origin.id,
    apiId: stage.api.id,
  };
}

/** Headers and query of the handshake, for `$connect` and its authorizer. */
export function handshakeParts({ details, stage }: Exchange): Record<string, unknown> {
  const headers = valuesOf(details.handshake?.headers ?? []);
  const query = details.handshake?.query ?? [];
  const parameters = valuesOf(query);
  return {
    headers: headers.single,
    multiValueHeaders: headers.multi,
    ...(query.length === 0
      ? {}
      : {
          queryStringParameters: parameters.single,
          multiValueQueryStringParameters: parameters.multi,
        }),
    ...(Object.keys(stage.variables).length === 0 ? {} : { stageVariables: stage.variables }),
  };
}

/**
 * The Lambda proxy event of a WebSocket API
 * (apigateway/latest/developerguide/websocket-api-develop-integrations.html; shapes as in @types/aws-lambda).
 */
export function proxyEvent(exchange: Exchange): Record<string, unknown> {
  const { details, stage } = exchange;
  const variables = Object.keys(stage.variables).length === 0 ? {} : { stageVariables: stage.variables };
  if (exchange.eventType === "CONNECT")
    return { ...handshakeParts(exchange), requestContext: requestContext(exchange), isBase64Encoded: false };
  if (exchange.eventType === "DISCONNECT") {
    const { domainName } = exchange.origin;
    const headers = { Host: domainName, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": "" };
    return {
      headers,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      ...variables,
      requestContext: requestContext(exchange),
      isBase64Encoded: false,
    };
  }
  return {
    ...variables,
    requestContext: requestContext(exchange),
    body: details.body,
    isBase64Encoded: false,
  };
}
