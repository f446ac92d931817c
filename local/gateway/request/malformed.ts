import { bodyLength } from "../answer";
import type { Answer } from "../answer";

const REASONS = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
} as const;

/**
 * The answer to what is no HTTP request, 400 without an error of the parser. The connection closes behind it: nobody knows
 * where the next request would begin. An API never sees such a request, so no gateway response applies.
 */
export function malformed(
  error: NodeJS.ErrnoException | undefined,
  requestId: string,
): Answer & { readonly status: keyof typeof REASONS } {
  const status =
    error?.code === "HPE_HEADER_OVERFLOW" ? 431 : error?.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
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

/** The same as bytes of HTTP, for a connection without a request, such as a server's `clientError` event has it. */
export function answerMalformed(error: NodeJS.ErrnoException | undefined, requestId: string): string {
  const { status, headers, body } = malformed(error, requestId);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} ${REASONS[status]}\r\n${lines}\r\n${String(body)}`;
}
