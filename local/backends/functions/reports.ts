import type { FunctionDeclaration } from "./declaration";

/** Milliseconds as Lambda prints them. */
const milliseconds = (value: number): string => value.toFixed(2);

/** The line before an invocation's own lines. */
export function startLine(fn: FunctionDeclaration, requestId: string, now: number): string {
  return fn.logFormat === "JSON"
    ? platform(now, "platform.start", { requestId, version: "$LATEST" })
    : `START RequestId: ${requestId} Version: $LATEST`;
}

/** What an invocation cost. */
export interface Cost {
  readonly durationMs: number;
  readonly heapBytes: number;
  /** Only for the first invocation of an environment. */
  readonly initMs?: number;
  readonly status: "success" | "error" | "timeout";
  readonly errorType?: string;
}

/** The END and REPORT lines. Memory is the heap of the worker: threads share everything else. */
export function endLines(fn: FunctionDeclaration, requestId: string, now: number, cost: Cost): string[] {
  const billedMs = Math.ceil(cost.durationMs);
  const usedMb = Math.max(1, Math.ceil(cost.heapBytes / 1_048_576));
  if (fn.logFormat === "JSON") {
    const metrics = {
      durationMs: Number(milliseconds(cost.durationMs)),
      billedDurationMs: billedMs,
      memorySizeMB: fn.memorySizeMb,
      maxMemoryUsedMB: usedMb,
      ...(cost.initMs !== undefined && { initDurationMs: Number(milliseconds(cost.initMs)) }),
    };
    const record = {
      requestId,
      metrics,
      status: cost.status,
      ...(cost.errorType && { errorType: cost.errorType }),
    };
    return [platform(now, "platform.report", record)];
  }
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${milliseconds(cost.durationMs)} ms`,
    `Billed Duration: ${billedMs} ms`,
    `Memory Size: ${fn.memorySizeMb} MB`,
    `Max Memory Used: ${usedMb} MB`,
    ...(cost.initMs === undefined ? [] : [`Init Duration: ${milliseconds(cost.initMs)} ms`]),
    ...(cost.status === "timeout" ? ["Status: timeout"] : []),
    ...(cost.status === "error" && cost.errorType?.startsWith("Runtime.")
      ? [`Status: error`, `Error Type: ${cost.errorType}`]
      : []),
  ];
  return [`END RequestId: ${requestId}`, fields.join("\t")];
}

const platform = (now: number, type: string, record: unknown): string =>
  JSON.stringify({ time: new Date(now).toISOString(), type, record });
