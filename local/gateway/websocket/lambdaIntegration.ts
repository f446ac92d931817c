import { record } from "../declarations";
import type { GatewayParts } from "../gatewayParts";
import { invokeWithin } from "../http/invoke";
import { proxyEvent } from "./event";
import type { Exchange } from "./exchange";
import type { Outcome } from "./runtime";

/** A function's answer must have a status; anything else is malformed, as for REST APIs. */
function proxyOutcome(payload: unknown): Outcome {
  const { statusCode, body, headers } = record(payload);
  const status = typeof statusCode === "string" ? Number(statusCode) : statusCode;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 200 || status > 599)
    return { status: 502, failure: "malformed Lambda proxy response" };
  if (body !== undefined && body !== null && typeof body !== "string")
    return { status: 502, failure: "the body of the Lambda proxy response is no text" };
  const protocol = Object.entries(record(headers)).find(
    ([name]) => name.toLowerCase() === "sec-websocket-protocol",
  )?.[1];
  return {
    status,
    ...(typeof body === "string" && body !== "" ? { body } : {}),
    ...(typeof protocol === "string" ? { protocol } : {}),
  };
}

/**
 * Calls a function with `event`. `proxy` reads its answer as a status with a body; otherwise the answer itself is the
 * body, and goes through `respond`.
 */
export function lambdaIntegration(
  functionArn: string,
  timeoutMilliseconds: number,
  parts: Pick<GatewayParts, "clock" | "invokeFunction">,
  custom?: {
    readonly event: (exchange: Exchange) => unknown;
    readonly respond: (exchange: Exchange, payload: string) => string;
  },
): (exchange: Exchange) => Promise<Outcome> {
  return async (exchange) => {
    const startedAt = parts.clock.now();
    const event = custom === undefined ? proxyEvent(exchange) : custom.event(exchange);
    const result = await invokeWithin(parts, functionArn, event, timeoutMilliseconds);
    exchange.integrationLatency = parts.clock.now() - startedAt;
    if (result === "timeout") return { status: 504, failure: `no answer within ${timeoutMilliseconds} ms` };
    if (!result.ok) {
      exchange.integrationStatus =
        result.kind === "not-found" ? 404 : result.kind === "throttled" ? 429 : 200;
      const refused = result.kind === "not-found" || result.kind === "throttled";
      return { status: refused ? 500 : 502, failure: result.errorMessage ?? result.kind };
    }
    exchange.integrationStatus = 200;
    if (custom === undefined) return proxyOutcome(result.payload);
    const body = custom.respond(exchange, JSON.stringify(result.payload ?? null));
    return { status: 200, ...(body === "" ? {} : { body }) };
  };
}
