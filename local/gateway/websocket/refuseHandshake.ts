import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

import { TRACE_HEADER } from "../traceHeader";

/** Answers a handshake with an HTTP error, as API Gateway writes it, and closes the connection. */
export function refuseHandshake(
  socket: Duplex,
  status: number,
  message: string,
  ids: { readonly connectionId: string; readonly requestId: string },
  trace?: string,
): void {
  const body = JSON.stringify({ message, ...ids });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Error"}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `x-amzn-RequestId: ${ids.requestId}`,
    ...(trace === undefined ? [] : [`${TRACE_HEADER}: ${trace}`]),
    "Connection: close",
  ];
  if (socket.writable) socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
  else socket.destroy();
}
