import { validateHeaderName, validateHeaderValue } from "node:http";

import type { Answer, AnswerHeader } from "../answer";

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Headers that API Gateway sets itself. */
const OWN = new Set(["connection", "content-length", "date", "transfer-encoding", "apigw-requestid"]);

function status(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 200 && number <= 599
    ? number
    : undefined;
}

/** One header with one or several values; undefined when a value is no text. */
function valuesOf(name: string, value: unknown): AnswerHeader[] | undefined {
  const values = Array.isArray(value) ? value : [value];
  const found: AnswerHeader[] = [];
  for (const item of values) {
    if (item === null || item === undefined) continue;
    if (typeof item === "object") return undefined;
    found.push([name.toLowerCase(), String(item)]);
  }
  return found;
}

function headersOf(fields: Fields, version: "1.0" | "2.0"): AnswerHeader[] | undefined {
  const found: AnswerHeader[] = [];
  const multi = version === "1.0" ? fields.multiValueHeaders : undefined;
  for (const source of [fields.headers, multi]) {
    if (source === undefined || source === null) continue;
    if (!isObject(source)) return undefined;
    for (const [name, value] of Object.entries(source)) {
      const values = valuesOf(name, value);
      if (values === undefined) return undefined;
      for (const [header, text] of values)
        if (!OWN.has(header) && !found.some(([other, known]) => other === header && known === text))
          found.push([header, text]);
    }
  }
  const cookies = version === "2.0" ? fields.cookies : undefined;
  if (cookies !== undefined && cookies !== null && !Array.isArray(cookies)) return undefined;
  for (const cookie of (cookies ?? []) as unknown[]) found.push(["set-cookie", String(cookie)]);
  try {
    for (const [name, value] of found) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
  } catch {
    return undefined;
  }
  return found;
}

/**
 * A function's output as an answer; undefined when it is malformed, which is 500. In format 2.0 an output without
 * `statusCode` is the body of a 200 in JSON
 * (apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, "Lambda function response for format 2.0").
 */
export function lambdaAnswer(payload: unknown, version: "1.0" | "2.0"): Answer | undefined {
  if (version === "2.0" && (!isObject(payload) || payload.statusCode === undefined)) {
    const body = typeof payload === "string" ? payload : JSON.stringify(payload ?? null);
    return { status: 200, headers: [["content-type", "application/json"]], body };
  }
  if (!isObject(payload)) return undefined;
  const code = status(payload.statusCode);
  const headers = headersOf(payload, version);
  const body = payload.body ?? "";
  if (code === undefined || headers === undefined || typeof body !== "string") return undefined;
  if (body !== "" && !headers.some(([name]) => name === "content-type"))
    headers.push(["content-type", "text/plain; charset=utf-8"]);
  return {
    status: code,
    headers,
    body: payload.isBase64Encoded === true ? Buffer.from(body, "base64") : body,
  };
}
