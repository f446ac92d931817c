import type { AnswerHeader } from "./answer";

/** Name of the header in which an answer says which gates its request met. */
export const TRACE_HEADER = "x-gatehouse-trace";

/** Entries may hold what a caller sent; a header may not hold all of that. */
export const traceText = (trace: readonly string[]): string => trace.join(" ").replace(/[^\x20-\x7e]/g, "?");

/** The header with these entries. */
export const traceHeader = (trace: readonly string[]): AnswerHeader => [TRACE_HEADER, traceText(trace)];
