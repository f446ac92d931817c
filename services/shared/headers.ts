import type { APIGatewayProxyEvent } from "aws-lambda";

/** A request header by its name in any case; API Gateway passes names on as the client wrote them. */
export function requestHeader(event: APIGatewayProxyEvent, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(event.headers ?? {})) {
    if (key.toLowerCase() === wanted) return value;
  }
  return undefined;
}

/**
 * Headers of every answer: who may read it, and that nobody guesses its type or keeps it. With a proxy integration
 * API Gateway adds no CORS headers of its own. `Vary` is there even without an Origin, for caches in between.
 */
export function commonHeaders(
  origin: string | undefined,
  allowedOrigins: readonly string[],
  lifecycle: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", ...lifecycle };
  if (allowedOrigins.length === 0) return headers;
  if (origin === undefined || !allowedOrigins.includes(origin)) return { ...headers, Vary: "Origin" };
  return {
    ...headers,
    Vary: "Origin",
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": ["ETag,Location,x-amzn-RequestId", ...Object.keys(lifecycle)].join(","),
  };
}
