import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";

import type { RawData, WebSocket } from "ws";

import type { GatewayParts } from "../gatewayParts";
import { extendedRequestId } from "../request/identifiers";
import type { Connection } from "./connection";
import type { Connections } from "./connections";
import { Exchange } from "./exchange";
import { FrameMeter } from "./frameMeter";
import { CLOSE, FRAME_LIMIT_BYTES } from "./limits";
import type { WebSocketRouteRuntime, WebSocketStageRuntime } from "./runtime";
import { readMessage } from "./selection";

/** Keys that no message can choose, whatever the selection expression finds in it. */
const RESERVED = new Set(["$connect", "$disconnect", "$default"]);

export interface ConnectionScope {
  readonly connections: Connections;
  readonly parts: GatewayParts;
}

/** Listens to an open connection until it closes. */
export function serveConnection(
  connection: Connection,
  socket: WebSocket,
  transport: Duplex,
  scope: ConnectionScope,
): void {
  const meter = new FrameMeter(FRAME_LIMIT_BYTES);
  // Before the library sees the same bytes: it would hand on a message whose frame is too long.
  transport.prependListener("data", (chunk: Buffer) => {
    if (!connection.closing && meter.exceeds(chunk)) connection.close(CLOSE.tooLarge, "Message too long");
  });
  socket.on("message", (data, isBinary) => {
    if (connection.closing) return;
    connection.touch();
    if (isBinary) connection.close(CLOSE.noBinary, "Binary frames are not supported");
    else void onMessage(connection, textOf(data), scope);
  });
  socket.on("ping", () => connection.touch());
  // The library closes the connection by itself, with the code that fits; `close` follows.
  socket.on("error", () => connection.ended());
  socket.on("close", (code, reason) => {
    connection.ended();
    scope.connections.remove(connection);
    void disconnected(connection, code, reason.toString("utf8"), scope);
  });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return Buffer.isBuffer(data) ? data.toString("utf8") : Buffer.from(data).toString("utf8");
}

async function onMessage(connection: Connection, body: string, scope: ConnectionScope): Promise<void> {
  const { connections, parts } = scope;
  const stage = connections.stageOf(connection);
  if (stage === undefined) return;
  const message = readMessage(body);
  const key = message.json === undefined ? undefined : stage.selectRoute(message);
  const chosen = key === undefined || RESERVED.has(key) ? undefined : stage.routes.get(key);
  const route = chosen ?? stage.routes.get("$default");
  const requestId = extendedRequestId(parts.newId());
  const exchange = new Exchange(
    stage,
    connection.origin,
    "MESSAGE",
    route?.model.routeKey ?? "$default",
    requestId,
    parts.clock.now(),
    { messageId: extendedRequestId(parts.newId()), body },
  );
  try {
    const answer = await answerTo(exchange, route, message, stage);
    if (answer !== undefined && !connection.closing) await connection.send(answer);
  } catch (error) {
    // The client is gone, or the rehearsal has a defect: the next message must find it standing.
    exchange.note("gateway", "failed", error instanceof Error ? error.message : "unknown");
  }
  log(exchange);
}

/** What goes back to the client: the answer of a two-way route, or an error frame. */
async function answerTo(
  exchange: Exchange,
  route: WebSocketRouteRuntime | undefined,
  message: ReturnType<typeof readMessage>,
  stage: WebSocketStageRuntime,
): Promise<string | undefined> {
  if (route === undefined) return errorFrame(exchange, 403, "Forbidden", "ROUTE_NOT_FOUND");
  if (route.bucket?.take() === false || !stage.account.take())
    return errorFrame(exchange, 429, "Too Many Requests", "THROTTLED");
  if (route.accepts?.(message) === false)
    return errorFrame(exchange, 400, "Bad request body", "BAD_REQUEST_BODY");
  const outcome = await run(exchange, route);
  if (outcome.failure !== undefined) {
    const message = outcome.status === 501 ? outcome.failure : "Internal server error";
    return errorFrame(exchange, outcome.status, message, "INTEGRATION_FAILURE");
  }
  return route.model.twoWay ? outcome.body : undefined;
}

/** Runs a route's integration; what it throws is a failure, not the rehearsal's end. */
export async function run(
  exchange: Exchange,
  route: WebSocketRouteRuntime,
): Promise<Awaited<ReturnType<WebSocketRouteRuntime["integration"]>>> {
  try {
    const outcome = await route.integration(exchange);
    exchange.status = outcome.status;
    exchange.integrationError = outcome.failure;
    exchange.note("integration", outcome.failure === undefined ? "answered" : "failed", outcome.failure);
    return outcome;
  } catch (error) {
    const failure = error instanceof Error ? error.message : "unknown";
    exchange.status = 500;
    exchange.integrationError = failure;
    exchange.note("integration", "failed", failure);
    return { status: 500, failure };
  }
}

/** An error as API Gateway sends it over the connection. */
function errorFrame(exchange: Exchange, status: number, message: string, responseType: string): string {
  exchange.status = status;
  exchange.error = { message, responseType };
  return JSON.stringify({ message, connectionId: exchange.origin.id, requestId: exchange.requestId });
}

/** `$disconnect` is best effort: nobody hears of its failure. */
async function disconnected(
  connection: Connection,
  code: number,
  reason: string,
  { connections, parts }: ConnectionScope,
): Promise<void> {
  const stage = connections.stageOf(connection);
  const route = stage?.routes.get("$disconnect");
  if (stage === undefined || route === undefined) return;
  const exchange = new Exchange(
    stage,
    connection.origin,
    "DISCONNECT",
    "$disconnect",
    extendedRequestId(parts.newId()),
    parts.clock.now(),
    { disconnect: { code, reason } },
  );
  await run(exchange, route);
  log(exchange);
}

/** Writes the access log line of an exchange. */
export function log(exchange: Exchange): void {
  try {
    exchange.stage.writeAccessLog?.(exchange);
  } catch {
    // A log that cannot be written stops nothing.
  }
}
