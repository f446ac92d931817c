import type { FunctionResult, GatewayParts } from "../gatewayParts";

/** Invokes a function and aborts it when it takes longer than it may. */
export async function invokeWithin(
  parts: Pick<GatewayParts, "invokeFunction">,
  functionArn: string,
  event: unknown,
  timeoutMilliseconds: number,
): Promise<FunctionResult | "integration-timeout"> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"integration-timeout">((resolve) => {
    timer = setTimeout(() => {
      resolve("integration-timeout");
      abort.abort();
    }, timeoutMilliseconds);
  });
  try {
    return await Promise.race([parts.invokeFunction(functionArn, event, { signal: abort.signal }), late]);
  } finally {
    clearTimeout(timer);
  }
}
