import { all, any, not, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { isFinite, NARROWING_KEYS, type KeyKind } from "./finite";
import { isEverything } from "./glob";

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

/** Keys that each caller meets at will: by calling over TLS as SDKs do, by waiting, or by saying so. */
const FREE_KEYS = [
  "aws:securetransport",
  "aws:currenttime",
  "aws:epochtime",
  "aws:referer",
  "aws:useragent",
  "s3:tlsversion",
];

/** `StringLike` and `ArnLike`, and ArnEquals, which is the same: a star under them is met by every value. */
const LIKE = /^(ForAnyValue:|ForAllValues:)?(StringLike|ArnLike|ArnEquals)(IfExists)?$/;

/**
 * Whether a condition on permissions keeps something out, be it not finite. `{}`, what every caller meets at will and
 * a star under StringLike keep nothing out.
 */
export function limits(condition: Value): Truth {
  if (condition.unknown) return "unknown";
  return any(
    condition.entries.flatMap(([operator, block]): Truth[] => {
      if (block.unknown) return ["unknown"];
      return block.entries
        .filter(([key]) => !FREE_KEYS.includes(key.toLowerCase()))
        .map(([, values]) =>
          LIKE.test(operator) ? not(values.some((item) => item.matches(isEverything))) : true,
        );
    }),
  );
}

/** Keys that may stand beside aws:SecureTransport in a Deny: AWS's own services call each other over TLS anyway. */
const BESIDE_TLS = ["aws:principalisawsservice", "aws:viaawsservice"];

/**
 * Whether a Deny with this condition denies whoever calls without TLS: `Bool aws:SecureTransport false`. All entries
 * must hold, so one more of them would let callers out of the Deny.
 */
export function deniesPlaintext(condition: Value): Truth {
  if (condition.unknown) return "unknown";
  const entries = condition.entries.flatMap(([operator, block]) =>
    block.unknown
      ? [{ operator, key: "", values: block }]
      : block.entries.map(([key, values]) => ({ operator, key, values })),
  );
  const isFalse = (values: Value): Truth =>
    values.some((item) => item.test((raw) => String(raw).toLowerCase() === "false"));
  const isBool = (operator: string): boolean => /^Bool(IfExists)?$/.test(operator);
  const named = entries.filter(({ key }) => key.toLowerCase() === "aws:securetransport");
  return all([
    named.length > 0
      ? true
      : entries.some(({ values, key }) => key === "" && values.unknown)
        ? "unknown"
        : false,
    ...entries.map(({ operator, key, values }): Truth => {
      if (key === "") return "unknown";
      const speaks = [...BESIDE_TLS, "aws:securetransport"].includes(key.toLowerCase());
      return speaks && isBool(operator) ? isFalse(values) : false;
    }),
  ]);
}
