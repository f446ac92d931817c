import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerMalformed } from "../gateway";
import { Problem } from "../graph";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Headers larger than this never reach the gates. API Gateway allows 10,240 bytes in all (developer guide, "Quotas for
 * configuring and running a REST API"); the room above lets the gate give API Gateway's own answer.
 */
const MAX_HEADER_BYTES = 32 * 1024;

/** Listens on loopback only. Throws a {@link Problem} when the port is taken. `port` 0 takes a free one. */
export async function listen(port: number, handler: Handler): Promise<{ server: Server; port: number }> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false }, handler);
  server.on("clientError", (error, socket) => {
    // A peer that has gone takes no answer; one that sent nonsense gets API Gateway's and loses the connection.
    if (!socket.writable || (error as NodeJS.ErrnoException).code === "ECONNRESET") socket.destroy();
    else socket.end(answerMalformed(error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
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
