import type { Value } from "../model/value";

const DAY_MS = 86_400_000;

/**
 * Whole days from a day or a moment in ISO form (`2026-01-15`, `2026-01-15T08:00:00Z`) to `today` (YYYY-MM-DD, UTC);
 * negative when it is still to come, undefined when it is no such text.
 */
export function daysBetween(from: Value, today: string): number | undefined {
  const day = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(from.text ?? "")?.[0];
  if (day === undefined) return undefined;
  const days = (Date.parse(today) - Date.parse(day)) / DAY_MS;
  return Number.isInteger(days) ? days : undefined;
}
