import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import { type AddressInfo, type Socket, createServer as createTcpServer } from "node:net";

/** A request to a rehearsed service, read whole. */
export interface ServiceRequest {
  readonly method: string;
  /** Path without the query, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface ServiceAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers a request. A promise that rejects becomes a bare 500: services turn their own errors into answers. */
export type ServiceHandler = (request: ServiceRequest) => Promise<ServiceAnswer>;

export interface Served {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Larger than every request that the rehearsed services take (Kinesis PutRecords, in base64). */
const LARGEST_REQUEST_BYTES = 16 * 1024 * 1024;
/** `*.localhost` too: the SDK puts `sync-` before the host of StartSyncExecution. */
const LOOPBACK_HOST = /^(([a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
/** How an HTTP/2 connection begins (RFC 9113, 3.4). */
const HTTP2_PREFACE = "PRI * HTTP/2";

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

/**
 * Serves on loopback, on a free port, HTTP/1.1 and HTTP/2 without TLS on the same one: the SDK's Kinesis client speaks
 * HTTP/2, API Gateway's integrations HTTP/1.1. Only clients that sign are answered, as on AWS: no web page can set that
 * header unasked, so none reaches the services.
 */
export async function serveLoopback(handler: ServiceHandler): Promise<Served> {
  const listener = (request: Request, response: Response): void => {
    answer(request, handler).then(
      (result) => send(response, result),
      () => send(response, { statusCode: 500, headers: {}, body: "" }),
    );
  };
  const http1 = createServer(listener);
  // Longer than the SDK keeps a connection without using it, so that none closes under a request.
  http1.keepAliveTimeout = 65_000;
  const http2 = createHttp2Server(listener);
  http2.on("sessionError", () => undefined);
  const sockets = new Set<Socket>();
  const tcp = createTcpServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      const preface = first.subarray(0, HTTP2_PREFACE.length).toString("latin1");
      if (preface === HTTP2_PREFACE) return void http2.emit("connection", socket);
      http1.emit("connection", socket);
      socket.resume();
    });
  });
  await new Promise<void>((resolve, reject) => {
    tcp.once("error", reject);
    tcp.listen(0, "127.0.0.1", resolve);
  });
  const { port } = tcp.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        tcp.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function answer(request: Request, handler: ServiceHandler): Promise<ServiceAnswer> {
  const headers = flat(request.headers);
  const body = await read(request);
  const refused = (statusCode: number, __type: string, message: string): ServiceAnswer => ({
    statusCode,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": __type },
    body: JSON.stringify({ __type, message }),
  });
  if (body === undefined) return refused(413, "RequestEntityTooLargeException", "Request is too large");
  if (!LOOPBACK_HOST.test(headers.host ?? headers[":authority"] ?? ""))
    return refused(403, "AccessDeniedException", "The host is not this machine");
  const url = request.url ?? "/";
  const [path = "/", query = ""] = split(url);
  if (!(headers.authorization ?? "").startsWith("AWS4-") && !query.includes("X-Amz-Signature="))
    return refused(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
  return handler({
    method: request.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers,
    body,
  });
}

function split(url: string): [string, string] {
  const mark = url.indexOf("?");
  return mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark + 1)];
}

function flat(headers: Request["headers"]): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
  );
}

/** Undefined when it is too large; the rest is read all the same, so that the client gets its answer. */
async function read(request: Request): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_REQUEST_BYTES) chunks.push(chunk);
  }
  return size > LARGEST_REQUEST_BYTES ? undefined : Buffer.concat(chunks);
}

function send(response: Response, { statusCode, headers, body }: ServiceAnswer): void {
  if (response.destroyed || response.writableEnded) return;
  const bytes = Buffer.from(body);
  // One overload each for HTTP/1.1 and HTTP/2; what they have in common is enough here.
  (response as ServerResponse).writeHead(statusCode, { ...headers, "content-length": bytes.length });
  (response as ServerResponse).end(bytes);
}
