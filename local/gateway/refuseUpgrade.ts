import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

import type { Answer, AnswerHeader } from "./answer";
import { bodyLength } from "./answer";

/** Writes an answer to a handshake that goes no further, and closes the connection. */
export function refuseUpgrade(socket: Duplex, answer: Answer, own: readonly AnswerHeader[]): void {
  if (!socket.writable) return void socket.destroy();
  socket.on("error", () => socket.destroy());
  const lines = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? "Error"}`,
    ...[...own, ...answer.headers].map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${bodyLength(answer.body)}`,
    "Connection: close",
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  socket.end(answer.body);
}
