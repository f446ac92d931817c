import { bodyLength } from "../answer";
import type { Answer } from "../answer";

const REASONS = {
  400: "Bad Request",
  408: "Request Timeout",
  417: "Expectation Failed",
  431: "Request Header Fields Too Large",
} as const;

/** The statuses of what an API never sees. */
export type Malformation = keyof typeof REASONS;

/**
 * The answer to what is no HTTP request that anybody here takes. The connection closes behind it: nobody knows
 * where the next request would begin. An API never sees such a request, so no gateway response applies.
 */
export function malformed(
  status: Malformation,
  requestId: string,
): Answer & { readonly status: Malformation } {
  const body = JSON.stringify({ message: REASONS[status] });
  return {
    status,
    headers: [
      ["x-amzn-RequestId", requestId],
      ["Content-Type", "application/json"],
      ["Content-Length", String(bodyLength(body))],
      ["Connection", "close"],
    ],
    body,
  };
}

/**
 * The same as bytes of HTTP, for a connection without a request, such as a server's `clientError` event has it. 400
 * without an error of the parser.
 */
export function answerMalformed(error: NodeJS.ErrnoException | undefined, requestId: string): string {
  const status =
    error?.code === "HPE_HEADER_OVERFLOW" ? 431 : error?.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const { headers, body } = malformed(status, requestId);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} ${REASONS[status]}\r\n${lines}\r\n${String(body)}`;
}
