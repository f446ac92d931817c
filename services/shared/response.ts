import type { APIGatewayProxyResult } from "aws-lambda";
import type { Problem } from "./problem";

/** What an operation answers; headers that every answer has are added by the handler. */
export interface Response {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written as JSON. Absent: no body. */
  readonly body?: unknown;
}

/** Anything with a version, which is its ETag. */
interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** A strong entity tag (RFC 9110, 8.8.3). */
const entityTag = (version: number): string => `"${version}"`;

/** 200 with an item and its ETag. */
export const found = (item: Versioned): Response => ({
  status: 200,
  headers: { ETag: entityTag(item.version) },
  body: item,
});

/** 201 with an item, its ETag and where it is. `collection` is the path that was posted to. */
export const created = (item: Versioned, collection: string): Response => ({
  status: 201,
  headers: { ETag: entityTag(item.version), Location: `${collection.replace(/\/+$/, "")}/${item.id}` },
  body: item,
});

/** 200 with a page. */
export const page = (items: readonly unknown[], nextCursor: string | undefined): Response => ({
  status: 200,
  body: nextCursor === undefined ? { items } : { items, nextCursor },
});

/** 204. */
export const gone: Response = { status: 204 };

/** problem+json as RFC 9457 has it. `requestId` is the one thing a caller can hand to support. */
export function problemResponse(problem: Problem, requestId: string): Response {
  const { title, status, detail, errors } = problem;
  return {
    status,
    headers: { "Content-Type": "application/problem+json" },
    body: { type: "about:blank", title, status, detail, requestId, errors },
  };
}

/** As Lambda's proxy integration wants it. `headers` are those of every answer; the response's own win. */
export function proxyResult(
  response: Response,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyResult {
  const content: Record<string, string> =
    response.body === undefined ? {} : { "Content-Type": "application/json" };
  return {
    statusCode: response.status,
    headers: { ...headers, ...content, ...response.headers },
    body: response.body === undefined ? "" : JSON.stringify(response.body),
  };
}
