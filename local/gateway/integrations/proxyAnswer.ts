import { validateHeaderName, validateHeaderValue } from "node:http";

import type { Answer, AnswerHeader } from "../answer";

/** The fields of a proxy answer. None is mandatory; any other makes the answer malformed. */
const FIELDS = new Set(["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"]);

/**
 * Headers that API Gateway renames before the client sees them
 * (apigateway/latest/developerguide/api-gateway-known-issues.html).
 */
const REMAPPED = new Set([
  "authorization",
  "connection",
  "content-length",
  "content-md5",
  "date",
  "expect",
  "host",
  "max-forwards",
  "pragma",
  "proxy-authenticate",
  "range",
  "referer",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "via",
  "www-authenticate",
]);

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A header value is text, a number or a boolean; undefined for anything else. */
const headerText = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "boolean" || typeof value === "number"
    ? String(value)
    : undefined;

/** All headers of the answer, or undefined when one is not what a header can be. */
function readHeaders(fields: Fields): AnswerHeader[] | undefined {
  const single = fields.headers ?? {};
  const multi = fields.multiValueHeaders ?? {};
  if (!isObject(single) || !isObject(multi)) return undefined;
  const found: AnswerHeader[] = [];
  for (const [name, values] of Object.entries(multi)) {
    if (!Array.isArray(values)) return undefined;
    for (const value of values) {
      const text = headerText(value);
      if (text === undefined) return undefined;
      found.push([name, text]);
    }
  }
  for (const [name, value] of Object.entries(single)) {
    if (value === null || value === undefined) continue;
    const text = headerText(value);
    if (text === undefined) return undefined;
    // The same pair in both appears once.
    if (!found.some(([other, known]) => other.toLowerCase() === name.toLowerCase() && known === text))
      found.push([name, text]);
  }
  try {
    for (const [name, value] of found) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
  } catch {
    return undefined;
  }
  return remapped(found);
}

/** Headers of a backend under the names that API Gateway gives them. */
export const remapped = (headers: readonly AnswerHeader[]): AnswerHeader[] =>
  headers.map(([name, value]) =>
    REMAPPED.has(name.toLowerCase()) ? [`x-amzn-Remapped-${name}`, value] : [name, value],
  );

function readStatus(value: unknown): number | undefined {
  if (value === undefined || value === null) return 200;
  const status = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof status === "number" && Number.isInteger(status) && status >= 200 && status <= 599
    ? status
    : undefined;
}

/**
 * A function's output as an answer, or undefined when it is malformed: API Gateway then answers 502
 * (apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html). `decode` says whether a base64 body is
 * turned back to bytes for this request.
 */
export function proxyAnswer(payload: unknown, decode: boolean): Answer | undefined {
  if (!isObject(payload) || Object.keys(payload).some((field) => !FIELDS.has(field))) return undefined;
  const status = readStatus(payload.statusCode);
  const headers = readHeaders(payload);
  const body = payload.body ?? "";
  if (status === undefined || headers === undefined || typeof body !== "string") return undefined;
  if (!headers.some(([name]) => name.toLowerCase() === "content-type"))
    headers.push(["Content-Type", "application/json"]);
  return {
    status,
    headers,
    body: payload.isBase64Encoded === true && decode ? Buffer.from(body, "base64") : body,
  };
}
