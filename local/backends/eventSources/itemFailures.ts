import type { FunctionResult } from "../functions";

/**
 * The identifiers that a function reported as failed: none after success, `"all"` when it failed as a whole or its
 * report makes no sense. Source: Lambda developer guide, "Reporting batch item failures": an empty or missing list is
 * complete success; a bad or unknown identifier is complete failure.
 */
export function failedItems(
  result: FunctionResult,
  reports: boolean,
  identifiers: readonly string[],
): readonly string[] | "all" {
  if (!result.ok) return "all";
  if (!reports) return [];
  const payload = result.payload;
  if (payload === null || payload === undefined) return [];
  if (typeof payload !== "object") return "all";
  const { batchItemFailures } = payload as { batchItemFailures?: unknown };
  if (batchItemFailures === null || batchItemFailures === undefined) return [];
  if (!Array.isArray(batchItemFailures)) return "all";
  const failed = (batchItemFailures as unknown[]).map((item) =>
    item !== null && typeof item === "object"
      ? (item as { itemIdentifier?: unknown }).itemIdentifier
      : undefined,
  );
  const known = new Set(identifiers);
  return failed.every((item): item is string => typeof item === "string" && known.has(item)) ? failed : "all";
}
