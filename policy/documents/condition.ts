import { all, any, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { isFinite, NARROWING_KEYS, type KeyKind } from "./finite";

/** Operators that hold only for the values they list. */
const POSITIVE =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;
/** Their opposites, which in a Deny shut out all other values. `IfExists` also denies when the key is missing. */
const NEGATIVE =
  /^(ForAllValues:)?(StringNotEquals|StringNotEqualsIgnoreCase|StringNotLike|ArnNotEquals|ArnNotLike|NotIpAddress)(IfExists)?$/;

/** Whether the entry of an operator's block narrows: its key can, and its values do. */
const entryNarrows = ([key, values]: readonly [string, Value], keys: ReadonlyMap<string, KeyKind>): Truth => {
  const kind = keys.get(key.toLowerCase());
  return kind === undefined ? false : isFinite(values, kind);
};

/**
 * Whether an Allow with this condition reaches only something finite: one narrowing entry is enough, for all must hold.
 * A star counts as one under StringEquals too, where it would match nothing: nobody means that.
 * @param keys the keys that count, in lower case, and how their values are written
 */
export function narrows(condition: Value, keys = NARROWING_KEYS): Truth {
  if (condition.unknown) return "unknown";
  return any(
    condition.entries.flatMap(([operator, block]): Truth[] => {
      if (!POSITIVE.test(operator)) return [];
      if (block.unknown) return ["unknown"];
      return block.entries.map((entry) => entryNarrows(entry, keys));
    }),
  );
}

/**
 * Whether a Deny with this condition denies everyone outside something finite. All entries must be negative and
 * narrowing: one more condition, such as aws:SecureTransport, would let callers out of the Deny.
 * A `*` in StringNotLike never matches and so denies nobody.
 */
export function narrowsByExclusion(condition: Value, keys = NARROWING_KEYS): Truth {
  if (condition.unknown) return "unknown";
  const entries = condition.entries.flatMap(([operator, block]): Truth[] => {
    if (!NEGATIVE.test(operator)) return [false];
    if (block.unknown) return ["unknown"];
    return block.entries.map((entry) => entryNarrows(entry, keys));
  });
  return entries.length === 0 ? false : all(entries);
}

/** Whether the condition has this operator and key with this value, e.g. `Bool aws:SecureTransport false`. */
export function requires(condition: Value, operator: string, key: string, value: string): Truth {
  if (condition.unknown) return "unknown";
  const block = condition.get(operator);
  if (block.unknown) return "unknown";
  return any(
    block.entries
      .filter(([name]) => name.toLowerCase() === key.toLowerCase())
      .map(([, values]) => values.some((item) => item.test((raw) => String(raw).toLowerCase() === value))),
  );
}
