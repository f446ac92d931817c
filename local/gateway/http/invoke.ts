import type { FunctionResult, GatewayParts } from "../gatewayParts";

/** Invokes a function and stops waiting after a while: the invocation is aborted then. */
export async function invokeWithin(
  parts: Pick<GatewayParts, "invokeFunction">,
  functionArn: string,
  event: unknown,
  timeoutMilliseconds: number,
): Promise<FunctionResult | "timeout"> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"timeout">((resolve) => {
    timer = setTimeout(() => {
      resolve("timeout");
      abort.abort();
    }, timeoutMilliseconds);
  });
  const call = parts
    .invokeFunction(functionArn, event, { signal: abort.signal })
    .catch((error: unknown): FunctionResult => ({
      ok: false,
      kind: "function-error",
      errorMessage: error instanceof Error ? error.message : "unknown",
    }));
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
