import { randomUUID } from "node:crypto";
import { type IncomingMessage, type Server, ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type Malformation, answerMalformed, malformed, namesItsHost } from "../gateway";
import { Problem } from "../graph";
import { PendingAnswers } from "./pendingAnswers";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Takes over a connection that asks for another protocol; false when nobody here speaks it. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/**
 * Headers larger than this never reach the gates. API Gateway allows 10,240 bytes in all (developer guide, "Quotas for
 * configuring and running a REST API"); the room above lets the gate give API Gateway's own answer.
 */
const MAX_HEADER_BYTES = 32 * 1024;

/**
 * Listens on loopback only. Throws a {@link Problem} when the port is taken. `port` 0 takes a free one. A request that
 * nobody upgrades is answered as any other.
 */
export async function listen(
  port: number,
  handler: Handler,
  upgrade: UpgradeHandler = () => false,
): Promise<{ server: Server; port: number }> {
  // Node's own answer to a request without Host has neither body nor id.
  const options = { maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false };
  const pending = new PendingAnswers();
  const server = createServer(options, (request, response) => {
    pending.note(request, response);
    if (namesItsHost(request)) handler(request, response);
    else refuseRequest(response, 400);
  });
  // Beyond a thousand Node would drop headers in silence; the gates count their bytes.
  server.maxHeadersCount = 0;
  // A client that closes its side has said all that it will, and waits for its answer. Node leaves this out of its
  // documentation, but not out of any version.
  Object.assign(server, { httpAllowHalfOpen: true });
  // Node's own answer to it is as bare.
  server.on("checkExpectation", (_: IncomingMessage, response: ServerResponse) =>
    refuseRequest(response, 417),
  );
  server.on("upgrade", (request, socket, head) => {
    if (!namesItsHost(request)) refuse(socket);
    else if (!upgrade(request, socket, head)) answerPlainly(request, socket, handler);
  });
  // A tunnel has no path, and so no API.
  server.on("connect", (_, socket) => refuse(socket));
  server.on("clientError", (error, socket) => {
    // A peer that has gone takes no answer; one that sent nonsense gets API Gateway's and loses the connection.
    if (!socket.writable || (error as NodeJS.ErrnoException).code === "ECONNRESET") socket.destroy();
    else pending.afterThem(socket, () => refuse(socket, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Answers a request that is not well-formed, in its turn among those of its connection. */
function refuseRequest(response: ServerResponse, status: Malformation): void {
  const { headers, body } = malformed(status, randomUUID());
  response.writeHead(status, headers.flat());
  response.end(body);
}

/** Answers what is no request, and closes the connection. */
function refuse(socket: Duplex, error?: NodeJS.ErrnoException): void {
  if (!socket.writable) return void socket.destroy();
  socket.on("error", () => socket.destroy());
  socket.end(answerMalformed(error, randomUUID()));
}

/** HTTP lets a server ignore `Upgrade`, as API Gateway does: `curl --http2` sends it with each request. */
function answerPlainly(request: IncomingMessage, socket: Duplex, handler: Handler): void {
  socket.on("error", () => socket.destroy());
  // A body is no longer parsed: rather no answer of the API than one to half a request.
  if (request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined)
    return refuse(socket);
  const response = new ServerResponse(request);
  // The parser has let go of the connection: nothing follows this answer.
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Socket);
  response.on("finish", () => socket.end());
  handler(request, response);
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE") {
    return new Problem(
      "GH1401",
      `Port ${port} on 127.0.0.1 is in use.`,
      "Choose another with `--port 8788`, or a free one with `--port 0`.",
    );
  }
  if (error.code === "EACCES") {
    return new Problem(
      "GH1402",
      `Port ${port} needs rights that this process does not have.`,
      "Choose one from 1024 up, such as `--port 8787`.",
    );
  }
  return error;
}
