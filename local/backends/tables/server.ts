import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { crc32 } from "node:zlib";
import { ApiError, envelopeError } from "./apiError";

/** Runs an operation of the DynamoDB API; throws {@link ApiError} for an error answer. */
export type Run = (operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>;

const LARGEST_REQUEST_BYTES = 16 * 1024 * 1024;
const TARGET = /^DynamoDB_20120810\.([A-Za-z]+)$/;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Serves the API's JSON protocol on loopback, on a free port. */
export async function serve(run: Run): Promise<{ readonly endpoint: string; readonly server: Server }> {
  const server = createServer((req, res) => {
    answer(req, run).then(
      (body) => send(res, 200, body),
      (error: unknown) => fail(res, error),
    );
  });
  // Longer than the SDK keeps a connection without using it, so that none closes under a request.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function answer(req: IncomingMessage, run: Run): Promise<Record<string, unknown>> {
  const body = await read(req);
  // Web pages can reach loopback: a foreign Host is a rebound name, and no page can set the target header unasked.
  if (!LOOPBACK_HOST.test(req.headers.host ?? "")) throw envelopeError("AccessDeniedException");
  const operation = TARGET.exec(String(req.headers["x-amz-target"] ?? ""))?.[1];
  if (req.method !== "POST" || operation === undefined) throw envelopeError("UnknownOperationException");
  if (!(req.headers.authorization ?? "").startsWith("AWS4-"))
    throw envelopeError("MissingAuthenticationTokenException", "Request is missing Authentication Token");
  let input: unknown;
  try {
    input = JSON.parse(body.toString());
  } catch {
    throw envelopeError("SerializationException");
  }
  if (input === null || typeof input !== "object" || Array.isArray(input))
    throw envelopeError("SerializationException");
  return run(operation, input as Record<string, unknown>);
}

async function read(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_REQUEST_BYTES) throw new ApiError(413, { __type: "RequestEntityTooLargeException" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function fail(res: ServerResponse, error: unknown): void {
  if (error instanceof ApiError) return send(res, error.statusCode, error.body);
  const message = error instanceof Error ? error.message : String(error);
  send(res, 500, { __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message });
}

function send(res: ServerResponse, statusCode: number, body: Readonly<Record<string, unknown>>): void {
  if (res.destroyed) return;
  const bytes = Buffer.from(JSON.stringify(body));
  res.writeHead(statusCode, {
    "x-amzn-RequestId": randomBytes(26).toString("hex").toUpperCase(),
    "x-amz-crc32": String(crc32(bytes)),
    "Content-Type": "application/x-amz-json-1.0",
    "Content-Length": bytes.length,
  });
  res.end(bytes);
}
