const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

/**
 * The whole HTTP answer to bytes that are no HTTP request, for a server's `clientError` event. The connection closes
 * behind it. An API never sees such a request, so no gateway response applies.
 */
export function answerMalformed(error: NodeJS.ErrnoException): string {
  const status =
    error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const reason = REASONS[status] ?? "Bad Request";
  const body = JSON.stringify({ message: reason });
  return (
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  );
}
