import { Agent, request as httpRequest } from "node:http";

import type { AnswerHeader } from "../answer";
import type { BackendOutcome, BackendRequest } from "./backend";
import { isLoopback } from "./httpTargets";

/** Largest answer that API Gateway takes from a backend (apigateway/latest/developerguide/limits.html). */
const LARGEST_ANSWER_BYTES = 10 * 1024 * 1024;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

const failure = (error: string): BackendOutcome => ({ ok: false, kind: "failure", error });

function pairs(rawHeaders: readonly string[]): AnswerHeader[] {
  const found: AnswerHeader[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    found.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  return found;
}

/** Calls a backend on loopback; any other address is refused. Never rejects. */
export function httpCall(call: BackendRequest, timeoutMilliseconds: number): Promise<BackendOutcome> {
  if (!isLoopback(call.url)) return Promise.resolve(failure(`${call.url} is not on loopback`));
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = (outcome: BackendOutcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    try {
      const url = new URL(call.url);
      const length = Buffer.byteLength(call.body);
      const request = httpRequest(
        {
          agent,
          hostname: url.hostname.replace(/^\[|\]$/g, ""),
          port: url.port,
          path: url.pathname + url.search,
          method: call.method,
          headers: outgoing(call, url.host, length),
        },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          response.on("data", (chunk: Buffer) => {
            size += chunk.length;
            chunks.push(chunk);
            if (size > LARGEST_ANSWER_BYTES) {
              finish(failure("the answer is larger than 10 MB"));
              request.destroy();
            }
          });
          response.on("end", () =>
            finish({
              ok: true,
              answer: {
                status: response.statusCode ?? 0,
                headers: pairs(response.rawHeaders),
                body: Buffer.concat(chunks),
              },
            }),
          );
          response.on("error", (error) => finish(failure(error.message)));
        },
      );
      request.on("error", (error) => finish(failure(error.message)));
      timer = setTimeout(() => {
        finish({ ok: false, kind: "timeout", error: `no answer within ${timeoutMilliseconds} ms` });
        request.destroy();
      }, timeoutMilliseconds);
      request.end(length === 0 ? undefined : call.body);
    } catch (error) {
      // A header or method that HTTP cannot carry.
      finish(failure(error instanceof Error ? error.message : "unknown"));
    }
  });
}

/** Headers with those that belong to the connection; a header may occur several times. */
function outgoing(call: BackendRequest, host: string, length: number): Record<string, string | string[]> {
  const headers = new Map<string, string[]>();
  for (const [name, value] of call.headers) {
    const lower = name.toLowerCase();
    if (lower === "content-length" || lower === "transfer-encoding" || lower === "connection") continue;
    const known = headers.get(lower);
    if (known === undefined) headers.set(lower, [value]);
    else known.push(value);
  }
  if (!headers.has("host")) headers.set("host", [host]);
  if (length > 0 || !["GET", "HEAD"].includes(call.method)) headers.set("content-length", [String(length)]);
  return Object.fromEntries(
    [...headers].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]),
  );
}
