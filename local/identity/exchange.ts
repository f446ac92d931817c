import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** No form or call of an issuer is larger. */
const LARGEST_BODY_BYTES = 64 * 1024;

/** An answer that ends a request early. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    /** Stable code, such as `invalid_request`. */
    readonly error: string,
    readonly description?: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(description ?? error);
    this.name = "Refusal";
  }
}

/** One request to a pool. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly url: URL;
  /** Path below the pool, such as `/oauth2/token`. */
  readonly path: string;
  /** What stands before it: `/_cognito/<pool>`, or nothing on the pool's own host. */
  readonly prefix: string;
}

export async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) throw new Refusal(413, "invalid_request", "The request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The fields of a form. A field that comes twice is an error, as RFC 6749 (3.1, 3.2) has it. */
export async function readForm(req: IncomingMessage): Promise<Map<string, string>> {
  const type = (req.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded")
    throw new Refusal(400, "invalid_request", "Content-Type must be application/x-www-form-urlencoded");
  return fields(new URLSearchParams(await readBody(req)));
}

/** Parameters by name; empty ones count as absent. */
export function fields(parameters: URLSearchParams): Map<string, string> {
  const result = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (result.has(name)) throw new Refusal(400, "invalid_request", `${name} is given more than once`);
    if (value !== "") result.set(name, value);
  }
  return result;
}

export function cookies(req: IncomingMessage): Map<string, string> {
  const pairs = (req.headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim().split("=") as [string, string?]);
  return new Map(pairs.map(([name, value]) => [name, value ?? ""]));
}

/** Compares secrets without telling by time how much of them agrees. */
export function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Answers with JSON; what a token endpoint says is not to be kept. */
export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.writeHead(status, {
    "Content-Type": "application/json;charset=UTF-8",
    "Content-Length": bytes.length,
    "Cache-Control": "no-store",
    ...headers,
  });
  res.end(bytes);
}

/** Sends the browser on. */
export function redirect(res: ServerResponse, location: string, cookie?: readonly string[]): void {
  res.writeHead(302, {
    Location: location,
    "Cache-Control": "no-store",
    "Content-Length": 0,
    ...(cookie && { "Set-Cookie": [...cookie] }),
  });
  res.end();
}
