import { request as httpRequest } from "node:http";

/** Largest payload of an HTTP API in bytes, both ways (apigateway/latest/developerguide/http-api-quotas.html). */
export const PAYLOAD_LIMIT_BYTES = 10 * 1024 * 1024;

/** What a backend answered. */
export interface BackendAnswer {
  readonly status: number;
  /** Names in lower case, in order of arrival; repeated ones are separate. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export interface BackendCall {
  readonly url: string;
  readonly method: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
  readonly timeoutMilliseconds: number;
}

/** Calls a backend on loopback. `timeout`: it was too slow. Rejects when it cannot be reached. */
export function callBackend(call: BackendCall): Promise<BackendAnswer | "timeout" | "too-large"> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = Object.fromEntries(call.headers);
    if (call.cookies.length > 0) headers.cookie = call.cookies.join("; ");
    const request = httpRequest(
      call.url,
      { method: call.method, headers, signal: AbortSignal.timeout(call.timeoutMilliseconds) },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length <= PAYLOAD_LIMIT_BYTES) return void chunks.push(chunk);
          resolve("too-large");
          response.destroy();
        });
        response.on("error", reject);
        response.on("end", () => {
          const { rawHeaders } = response;
          const received: (readonly [string, string])[] = [];
          for (let index = 0; index + 1 < rawHeaders.length; index += 2)
            received.push([(rawHeaders[index] ?? "").toLowerCase(), rawHeaders[index + 1] ?? ""]);
          resolve({ status: response.statusCode ?? 502, headers: received, body: Buffer.concat(chunks) });
        });
      },
    );
    request.on("error", (error) => {
      if (error.name === "TimeoutError" || error.name === "AbortError") resolve("timeout");
      else reject(error);
    });
    request.end(call.body);
  });
}
