import type { Duplex } from "node:stream";

import type { AnswerHeader } from "../answer";
import { JSON_TYPE } from "../answer";
import { refuseUpgrade } from "../refuseUpgrade";
import { TRACE_HEADER } from "../traceHeader";

/** Answers a handshake with an HTTP error, as API Gateway writes it, and closes the connection. */
export function refuseHandshake(
  socket: Duplex,
  status: number,
  message: string,
  ids: { readonly connectionId: string; readonly requestId: string },
  trace?: string,
): void {
  const own: AnswerHeader[] = [["x-amzn-RequestId", ids.requestId]];
  if (trace !== undefined) own.push([TRACE_HEADER, trace]);
  refuseUpgrade(socket, { status, headers: [JSON_TYPE], body: JSON.stringify({ message, ...ids }) }, own);
}
