import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import { WebSocketServer } from "ws";

import type { Timer } from "../clock";
import type { GatewayParts } from "../gatewayParts";
import type { Resolved } from "../http/addresses";
import { clientIp } from "../request/clientIp";
import { extendedRequestId, traceId } from "../request/identifiers";
import { traceBefore } from "../request/originRequest";
import { parseQuery } from "../request/query";
import type { Unserved } from "../routing/unserved";
import { traceText } from "../traceHeader";
import { Connection } from "./connection";
import type { ConnectionOrigin } from "./connection";
import type { Connections } from "./connections";
import { Exchange } from "./exchange";
import type { Handshake } from "./exchange";
import { MESSAGE_LIMIT_BYTES } from "./limits";
import { refuseHandshake } from "./refuseHandshake";
import type { WebSocketStageRuntime } from "./runtime";
import { log, run, serveConnection } from "./serveConnection";

/** Ids in base64 may hold `/`, which a path may not. */
export const connectionIdOf = (id: string): string =>
  extendedRequestId(id).replaceAll("/", "_").replaceAll("+", "-");

const realTimer: Timer = (milliseconds, done) => {
  const timer = setTimeout(done, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};

/** Takes handshakes to their connections. */
export class Handshakes {
  /** Subprotocols that `$connect`'s functions chose, until the handshake is answered. */
  private readonly protocols = new WeakMap<IncomingMessage, string>();
  private readonly server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MESSAGE_LIMIT_BYTES,
    perMessageDeflate: false,
    handleProtocols: (_, request) => this.protocols.get(request) ?? false,
  });

  constructor(
    private readonly connections: Connections,
    private readonly parts: GatewayParts,
  ) {
    // A handshake that is no WebSocket's; the library answers 400 unless somebody listens, and never throws.
    this.server.on("error", () => undefined);
  }

  /** Answers a handshake. Never rejects. */
  async accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    target: Resolved<WebSocketStageRuntime> | Unserved,
  ): Promise<void> {
    // Until the connection is the library's, nobody else hears of a client that goes away.
    const onError = (): void => void socket.destroy();
    socket.on("error", onError);
    const ids = {
      connectionId: connectionIdOf(this.parts.newId()),
      requestId: extendedRequestId(this.parts.newId()),
    };
    try {
      const refuse = (status: number, message: string, why: string): void =>
        refuseHandshake(
          socket,
          status,
          message,
          ids,
          this.parts.trace ? traceText([...traceBefore(request), why]) : undefined,
        );
      if ("unserved" in target) return refuse(403, "Forbidden", target.unserved);
      if (target.path !== "/" && target.path !== "")
        return refuse(403, "Forbidden", `path=deny(${target.path}; a WebSocket API has no paths)`);
      if (!isHandshake(request))
        return refuse(400, "Bad Request", "handshake=deny(not one of RFC 6455, section 4.1)");
      await this.connect(request, socket, head, target, ids, onError);
    } catch {
      refuseHandshake(socket, 500, "Internal server error", ids);
    }
  }

  private async connect(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    { stage, domainName }: Resolved<WebSocketStageRuntime>,
    ids: { readonly connectionId: string; readonly requestId: string },
    onError: () => void,
  ): Promise<void> {
    const { clock, trace } = this.parts;
    const connectedAt = clock.now();
    const ownOrigin: ConnectionOrigin = {
      id: ids.connectionId,
      stageKey: `${stage.api.id}/${stage.stageName}`,
      domainName,
      connectedAt,
      sourceIp: clientIp(request),
      userAgent: request.headers["user-agent"],
      authorizer: undefined,
    };
    const handshake = readHandshake(request, domainName, stage.stageName, ids.requestId, connectedAt);
    const begin = (origin: ConnectionOrigin): Exchange =>
      new Exchange(stage, origin, "CONNECT", "$connect", ids.requestId, connectedAt, { handshake });
    const refuse = (exchange: Exchange, status: number, message: string, responseType: string): void => {
      exchange.status = status;
      exchange.error = { message, responseType };
      refuseHandshake(socket, status, message, ids, trace ? traceText(exchange.trace) : undefined);
      log(exchange);
    };

    let exchange = begin(ownOrigin);
    exchange.trace.push(...traceBefore(request));
    const route = stage.routes.get("$connect");
    if (stage.routes.size === 0) return refuse(exchange, 403, "Forbidden", "ACCESS_DENIED");
    const admission = (await stage.admit?.(exchange)) ?? { ok: true as const };
    if (!admission.ok)
      return refuse(
        exchange,
        admission.status,
        admission.message,
        admission.status === 401
          ? "UNAUTHORIZED"
          : admission.status === 403
            ? "ACCESS_DENIED"
            : "AUTHORIZER_FAILURE",
      );
    const origin: ConnectionOrigin = { ...ownOrigin, authorizer: admission.context };
    exchange = carriedOver(begin(origin), exchange);
    if (route?.bucket?.take() === false || !stage.account.take()) {
      exchange.note("throttle", "deny");
      return refuse(exchange, 429, "Too Many Requests", "THROTTLED");
    }
    const outcome = route === undefined ? { status: 200 } : await run(exchange, route);
    if (outcome.status < 200 || outcome.status > 299) {
      const message =
        outcome.failure === undefined
          ? refusedBy(outcome.status)
          : outcome.status === 501
            ? outcome.failure
            : "Internal server error";
      return refuse(exchange, outcome.status, message, "INTEGRATION_FAILURE");
    }
    if (outcome.protocol !== undefined) this.protocols.set(request, outcome.protocol);
    exchange.status = 101;
    socket.removeListener("error", onError);
    this.open(request, socket, head, origin);
    log(exchange);
  }

  private open(request: IncomingMessage, socket: Duplex, head: Buffer, origin: ConnectionOrigin): void {
    const { connections, parts } = this;
    this.server.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(origin, webSocket, parts.clock, parts.timer ?? realTimer);
      connections.add(connection);
      serveConnection(connection, webSocket, socket, { connections, parts });
    });
  }
}

/** What a client sees when `$connect`'s function refuses. */
const refusedBy = (status: number): string =>
  status === 401 ? "Unauthorized" : status === 403 ? "Forbidden" : "Connection refused";

/** What the authorizer left belongs to the whole handshake. */
function carriedOver(exchange: Exchange, earlier: Exchange): Exchange {
  exchange.authorizerLatency = earlier.authorizerLatency;
  exchange.authorizerStatus = earlier.authorizerStatus;
  exchange.trace.push(...earlier.trace);
  return exchange;
}

/** What RFC 6455, section 4.1, asks of a client, as far as the library would refuse it after `$connect`. */
function isHandshake({ method, headers }: IncomingMessage): boolean {
  const key = headers["sec-websocket-key"];
  const version = headers["sec-websocket-version"];
  const protocols = headers["sec-websocket-protocol"];
  return (
    method === "GET" &&
    headers.upgrade?.toLowerCase() === "websocket" &&
    key !== undefined &&
    /^[+/0-9A-Za-z]{22}==$/.test(key) &&
    (version === "13" || version === "8") &&
    (protocols === undefined ||
      /^[!#$%&'*+.^_`|~0-9A-Za-z-]+(\s*,\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+)*$/.test(protocols))
  );
}

const KEPT = new Set(["connection", "upgrade", "host"]);

/** Headers as `$connect` sees them: the client's, with AWS's host, and what API Gateway adds. */
function readHandshake(
  request: IncomingMessage,
  domainName: string,
  stageName: string,
  requestId: string,
  receivedAt: number,
): Handshake {
  const headers: [string, string][] = [["Host", domainName]];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? "";
    if (!KEPT.has(name.toLowerCase())) headers.push([name, request.rawHeaders[index + 1] ?? ""]);
  }
  headers.push(
    ["X-Amzn-Trace-Id", traceId(Buffer.from(requestId, "base64").toString("hex"), receivedAt)],
    ["X-Forwarded-For", clientIp(request)],
    ["X-Forwarded-Port", "443"],
    ["X-Forwarded-Proto", "https"],
  );
  const url = request.url ?? "/";
  const question = url.indexOf("?");
  const queryString = question < 0 ? "" : url.slice(question + 1);
  return {
    headers,
    query: parseQuery(queryString),
    arrival: {
      method: "GET",
      wirePath: question < 0 ? url : url.slice(0, question),
      rawPath: `/${stageName}`,
      queryString,
      rawHeaders: request.rawHeaders,
      body: Buffer.alloc(0),
      domainName,
      clientIp: clientIp(request),
    },
  };
}
