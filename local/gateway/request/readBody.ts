import type { IncomingMessage } from "node:http";

import { OriginRequest } from "./originRequest";

/** Largest payload of a REST API in bytes (apigateway/latest/developerguide/limits.html). */
export const PAYLOAD_LIMIT_BYTES = 10 * 1024 * 1024;
/** What a client may send before it is answered that this is too much. */
const PATIENCE_BYTES = 8 * PAYLOAD_LIMIT_BYTES;

const EMPTY = Buffer.alloc(0);

/** Whether the request announces a body. */
export function hasBody(request: IncomingMessage): boolean {
  const { headers } = request;
  return headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
}

/** `too-large` past the limit; `aborted` when the client went away before the end. */
export type BodyOutcome = Buffer | "too-large" | "aborted";

/**
 * Reads the whole body. What exceeds the limit is read and thrown away, since many clients read no answer before they
 * have said all. Who never ends is answered all the same.
 */
export function readBody(request: IncomingMessage): Promise<BodyOutcome> {
  if (request instanceof OriginRequest) return Promise.resolve(request.body);
  if (!hasBody(request)) return Promise.resolve(EMPTY);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= PAYLOAD_LIMIT_BYTES) return void chunks.push(chunk);
      chunks.length = 0;
      if (length > PATIENCE_BYTES) resolve("too-large");
    });
    request.on("end", () =>
      resolve(length > PAYLOAD_LIMIT_BYTES ? "too-large" : Buffer.concat(chunks, length)),
    );
    request.on("error", () => resolve("aborted"));
    request.on("close", () => resolve(request.complete ? EMPTY : "aborted"));
  });
}
