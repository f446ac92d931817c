import { traceId } from "../request/identifiers";
import type { HttpContext } from "./context";
import type { Expression } from "./expressions";
import { compileExpression } from "./expressions";

/** A request on its way to the integration: what the client sent, and what parameter mapping made of it. */
export interface Outgoing {
  /** Names in lower case; repeated ones joined by commas, without `cookie`. */
  readonly headers: Map<string, string>;
  readonly cookies: readonly string[];
  /** In order; decoded. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** True when the query is no longer the client's. */
  readonly queryMapped: boolean;
  /** Set by `overwrite:path`. */
  readonly path: string | undefined;
}

/** Changes a request as `requestParameters` say. */
export type RequestMapping = (context: HttpContext) => Outgoing;

type Change = (context: HttpContext, outgoing: Draft) => void;

interface Draft extends Outgoing {
  query: (readonly [name: string, value: string])[];
  queryMapped: boolean;
  path: string | undefined;
}

/** Headers that belong to the connection. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
  "expect",
]);

function draft(context: HttpContext): Draft {
  const { arrival } = context;
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < arrival.rawHeaders.length; index += 2) {
    const name = (arrival.rawHeaders[index] ?? "").toLowerCase();
    if (name === "cookie" || HOP_BY_HOP.has(name)) continue;
    const value = name === "host" ? arrival.domainName : (arrival.rawHeaders[index + 1] ?? "");
    const known = headers.get(name);
    headers.set(name, known === undefined ? value : `${known},${value}`);
  }
  const forwarded = headers.get("x-forwarded-for");
  headers.set("content-length", String(arrival.body.length));
  headers.set("host", arrival.domainName);
  if (!headers.has("x-amzn-trace-id"))
    headers.set(
      "x-amzn-trace-id",
      traceId(Buffer.from(arrival.requestId, "base64").toString("hex"), arrival.receivedAt),
    );
  headers.set(
    "x-forwarded-for",
    forwarded === undefined ? arrival.clientIp : `${forwarded}, ${arrival.clientIp}`,
  );
  // API Gateway is reached over HTTPS only; functions must not see the rehearsal's own port.
  headers.set("x-forwarded-port", "443");
  headers.set("x-forwarded-proto", "https");
  const cookies = (arrival.headers.cookie ?? "").split(/;\s*/).filter((cookie) => cookie !== "");
  return { headers, cookies, query: [...context.query], queryMapped: false, path: undefined };
}

const KEY = /^(append|overwrite|remove):(header|querystring)\.(.+)$/i;

/** One entry of `requestParameters`; undefined when the key is none of AWS's. */
function compileChange(key: string, value: string): Change | undefined {
  const expression = compileExpression(value);
  if (key.toLowerCase() === "overwrite:path")
    return (context, outgoing) => (outgoing.path = expression(context) ?? outgoing.path);
  const [, operation = "", location = "", name = ""] = KEY.exec(key) ?? [];
  if (name === "") return undefined;
  return location.toLowerCase() === "header"
    ? changeHeader(operation.toLowerCase(), name.toLowerCase(), expression)
    : changeQuery(operation.toLowerCase(), name, expression);
}

function changeHeader(operation: string, name: string, expression: Expression): Change {
  if (operation === "remove") return (_, { headers }) => void headers.delete(name);
  return (context, { headers }) => {
    const value = expression(context);
    if (value === undefined) return;
    const known = operation === "append" ? headers.get(name) : undefined;
    headers.set(name, known === undefined ? value : `${known},${value}`);
  };
}

function changeQuery(operation: string, name: string, expression: Expression): Change {
  return (context, outgoing) => {
    outgoing.queryMapped = true;
    if (operation !== "append") outgoing.query = outgoing.query.filter(([key]) => key !== name);
    const value = operation === "remove" ? undefined : expression(context);
    if (value !== undefined) outgoing.query.push([name, value]);
  };
}

/**
 * `requestParameters` of an HTTP API's integration, compiled
 * (apigateway/latest/developerguide/http-api-parameter-mapping.html). `unknown` hears of keys that are none of AWS's.
 */
export function compileRequestMapping(
  parameters: Readonly<Record<string, string>>,
  unknown: (key: string) => void,
): RequestMapping {
  const changes = Object.entries(parameters).flatMap(([key, value]) => {
    const change = compileChange(key, value);
    if (change === undefined) unknown(key);
    return change ?? [];
  });
  return (context) => {
    const outgoing = draft(context);
    for (const change of changes) change(context, outgoing);
    return outgoing;
  };
}

/** The query string for the integration: the client's own, byte for byte, unless it was mapped. */
export const queryStringOf = (context: HttpContext, { query, queryMapped }: Outgoing): string =>
  queryMapped
    ? query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&")
    : context.arrival.queryString;
