import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";

import WebSocket from "ws";

import { Connections, compileGateway } from "../../local/gateway";
import type { FunctionResult, Gateway, GatewayParts } from "../../local/gateway";
import type { Graph, GraphResource } from "../../local/graph/graph";
import type { Json } from "../gateway/fixture";
import { ACCOUNT, FUNCTION_ARN, TestClock, resource } from "../gateway/fixture";

export const WS_ID = "ws12345678";
export const WS_ARN = `arn:aws:execute-api:eu-west-1:${ACCOUNT}:${WS_ID}`;
export const AUTHORIZER_ARN = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:authorizer`;
export const PATH = `/_aws/execute-api/${WS_ID}/dev`;

export interface SocketOptions {
  /** Route key → properties of the route. `integration` names one of {@link integrations}; `twoWay` adds a response. */
  readonly routes: Readonly<Record<string, Json>>;
  /** @default `function`: a Lambda proxy integration with the test function */
  readonly integrations?: Readonly<Record<string, Json>>;
  readonly authorizer?: Json;
  readonly stage?: Json;
  readonly extra?: readonly GraphResource[];
  readonly noPermission?: boolean;
}

/** A graph with one WebSocket API and its stage `dev`. */
export function socketGraph(options: SocketOptions): Graph {
  const of = (kind: string, name: string, id: string, inputs: Json): GraphResource =>
    resource(`aws:apigatewayv2/${kind}`, name, id, { apiId: WS_ID, ...inputs });
  const integrations = options.integrations ?? {
    function: { integrationType: "AWS_PROXY", integrationUri: FUNCTION_ARN },
  };
  const permission = (name: string, fn: string, sourceArn: string): GraphResource =>
    resource("aws:lambda/permission:Permission", name, name, {
      function: fn,
      principal: "apigateway.amazonaws.com",
      sourceArn,
    });
  return {
    project: "test",
    stack: "dev",
    mode: "known",
    resources: [
      resource(
        "aws:apigatewayv2/api:Api",
        "live",
        WS_ID,
        { name: "live", protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action" },
        { executionArn: WS_ARN },
      ),
      ...Object.entries(integrations).map(([name, inputs]) =>
        of("integration:Integration", `i-${name}`, name, inputs),
      ),
      ...(options.authorizer === undefined
        ? []
        : [
            of("authorizer:Authorizer", "a", "auth", {
              authorizerUri: AUTHORIZER_ARN,
              ...options.authorizer,
            }),
          ]),
      ...Object.entries(options.routes).flatMap(([routeKey, { integration, twoWay, ...inputs }]) => [
        of("route:Route", `r-${routeKey}`, `r-${routeKey}`, {
          routeKey,
          target: `integrations/${String(integration ?? "function")}`,
          ...(twoWay === true ? { routeResponseSelectionExpression: "$default" } : {}),
          ...inputs,
        }),
        ...(twoWay === true
          ? [
              of("routeResponse:RouteResponse", `rr-${routeKey}`, `rr-${routeKey}`, {
                routeId: `r-${routeKey}`,
                routeResponseKey: "$default",
              }),
            ]
          : []),
      ]),
      of("stage:Stage", "s", "dev", { name: "dev", autoDeploy: true, ...options.stage }),
      ...(options.noPermission === true
        ? []
        : [
            permission("p-users", "users", `${WS_ARN}/*`),
            permission("p-authorizer", "authorizer", `${WS_ARN}/authorizers/*`),
          ]),
      ...(options.extra ?? []),
    ],
  };
}

/** A timer whose time is the test clock's. */
class TestTimers {
  private readonly waiting = new Set<{ at: number; run: () => void }>();
  constructor(private readonly clock: TestClock) {}
  readonly timer = (milliseconds: number, run: () => void): (() => void) => {
    const entry = { at: this.clock.now() + milliseconds, run };
    this.waiting.add(entry);
    return () => void this.waiting.delete(entry);
  };
  /** Moves the clock, and runs what falls due. */
  advance(milliseconds: number): void {
    this.clock.advance(milliseconds);
    for (const entry of [...this.waiting])
      if (entry.at <= this.clock.now() && this.waiting.delete(entry)) entry.run();
  }
}

/** What a handshake that was refused got. */
export interface Refused {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A client whose messages can be waited for. */
export class Client {
  private readonly received: string[] = [];
  private wake: (() => void) | undefined;
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(readonly socket: WebSocket) {
    socket.on("message", (data: Buffer) => {
      this.received.push(data.toString());
      this.wake?.();
    });
    socket.on("error", () => undefined);
    this.closed = new Promise((resolve) =>
      socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() })),
    );
  }

  async next(): Promise<string> {
    while (this.received.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.received.shift() ?? "";
  }

  async nextJson(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.next()) as Record<string, unknown>;
  }
}

/** A gateway with WebSocket APIs behind a loopback server. */
export class SocketRehearsal {
  readonly clock = new TestClock();
  readonly timers = new TestTimers(this.clock);
  readonly connections = new Connections();
  readonly events: Json[] = [];
  readonly logs: string[] = [];
  invoke: (event: Json, arn: string) => FunctionResult | Promise<FunctionResult> = () => ({
    ok: true,
    payload: { statusCode: 200 },
  });
  gateway: Gateway;
  private readonly server: Server;
  private readonly clients: WebSocket[] = [];
  private wake: (() => void) | undefined;
  private ids = 0;

  constructor(options: SocketOptions) {
    this.gateway = this.compile(options);
    this.server = createServer((request, response) => {
      void this.gateway.handle(request, response).then((ours) => {
        if (!ours) response.writeHead(404).end("not ours");
      });
    });
    this.server.on("upgrade", (request, socket, head) => {
      if (!this.gateway.upgrade(request, socket, head)) socket.destroy();
    });
  }

  /** Compiles another graph, with the connections that are open. */
  compile(options: SocketOptions): Gateway {
    const parts: GatewayParts = {
      clock: this.clock,
      newId: () =>
        `00000000-0000-4000-8000-${String(++this.ids).padStart(12, "0")}`.replace(/^0{8}/, this.idStart()),
      invokeFunction: async (arn, event) => {
        this.events.push(event as Json);
        this.wake?.();
        return await this.invoke(event as Json, arn);
      },
      verifyToken: () => Promise.resolve({ ok: false, reason: "no tokens here" }),
      writeLog: (_, line) => this.logs.push(line),
      trace: true,
      connections: this.connections,
      timer: this.timers.timer,
    };
    return (this.gateway = compileGateway(socketGraph(options), parts));
  }

  /** Ids are made of the first eleven bytes. */
  private idStart(): string {
    return this.ids.toString(16).padStart(8, "0");
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.terminate();
    this.connections.terminate();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Connects; gives a client, or what the refused handshake got. */
  open(
    path = PATH,
    headers: Record<string, string> = {},
    protocols: string[] = [],
  ): Promise<Client | Refused> {
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}${path}`, protocols, { headers });
    this.clients.push(socket);
    const client = new Client(socket);
    return new Promise((resolve, reject) => {
      socket.on("open", () => resolve(client));
      socket.on("error", reject);
      socket.on("unexpected-response", (_, response) => {
        let body = "";
        response.on("data", (chunk) => (body += String(chunk)));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
    });
  }

  /** Connects, and fails the test when the handshake is refused. */
  async client(path?: string, headers?: Record<string, string>, protocols?: string[]): Promise<Client> {
    const client = await this.open(path, headers, protocols);
    if (!(client instanceof Client)) throw new Error(`refused: ${client.status} ${client.body}`);
    return client;
  }

  /** Waits until an event of a kind has come. */
  async event(eventType: string): Promise<Json> {
    for (;;) {
      const found = this.events.find(
        ({ requestContext, type }) =>
          type === undefined && (requestContext as Json | undefined)?.eventType === eventType,
      );
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  async http(
    method: string,
    path: string,
    body?: string,
  ): Promise<{ status: number; type: string | null; body: string }> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: response.status,
      type: response.headers.get("x-amzn-errortype"),
      body: await response.text(),
    };
  }
}

/** Runs a test with a rehearsal that is closed afterwards. */
export async function rehearseSockets(
  options: SocketOptions,
  test: (rehearsal: SocketRehearsal) => Promise<void>,
): Promise<void> {
  const rehearsal = await new SocketRehearsal(options).listen();
  try {
    await test(rehearsal);
  } finally {
    await rehearsal.close();
  }
}

/** The connection id of an event. */
export const connectionIdOf = (event: Json): string =>
  String((event.requestContext as Json | undefined)?.connectionId);
