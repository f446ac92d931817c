/** What can be said of outputs while some inputs, or the resource itself, are not there yet. */
import { UNKNOWN } from "../graph/wire";
import type { Plain } from "./cloud";
import { record } from "./model";

const isPlain = (value: unknown): boolean =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** The later value where the known one has something, and the unknown value for every key that it lacks. */
export function unknownBeyond(known: Plain, later: Plain): Plain {
  const entries = Object.entries(later).map(([key, value]) => {
    if (!(key in known)) return [key, UNKNOWN] as const;
    const nested = isPlain(known[key]) && isPlain(value);
    return [key, nested ? unknownBeyond(record(known[key]), record(value)) : known[key]] as const;
  });
  return Object.fromEntries(entries);
}

/** Text that was put together with an unknown value is unknown itself: an ARN with an unknown name in it, say. */
export function spreadUnknown(value: unknown): unknown {
  if (typeof value === "string") return value.includes(UNKNOWN) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(spreadUnknown);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spreadUnknown(item)]));
}
