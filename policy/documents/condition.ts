import { all, any, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { isEverything } from "./glob";

/**
 * Condition keys whose value ties a request to an account, an organisation, a principal, a network or a source.
 * Keys that a caller sets freely (aws:Referer, aws:UserAgent, aws:RequestedRegion) do not narrow anything.
 * Source: IAM user guide, "AWS global condition context keys"; KMS developer guide, "Condition keys for AWS KMS".
 */
const NARROWING_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourceip",
  "aws:vpcsourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourcevpcarn",
  "aws:userid",
  "kms:calleraccount",
  "sts:externalid",
]);

/** Operators that hold only for the values they list. */
const POSITIVE =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;
/** Their opposites, which in a Deny shut out all other values. `IfExists` also denies when the key is missing. */
const NEGATIVE =
  /^(ForAllValues:)?(StringNotEquals|StringNotEqualsIgnoreCase|StringNotLike|ArnNotEquals|ArnNotLike|NotIpAddress)(IfExists)?$/;

/** A value that leaves the key open: any string, any ARN, any address. */
const isOpen = (text: string): boolean =>
  isEverything(text) || text === "0.0.0.0/0" || text === "::/0" || /^arn:\*(:\*)*$/.test(text);

/** A condition whose list of values is finite. */
const isFinite = (values: Value): Truth =>
  all([values.notEmpty, values.every((item) => item.matches((text) => !isOpen(text)))]);

const keysOf = (block: Value): readonly (readonly [string, Value])[] => block.entries;

/** Whether an Allow with this condition reaches only something finite: one narrowing entry is enough, for all must hold. */
export function narrows(condition: Value): Truth {
  if (condition.unknown) return "unknown";
  return any(
    condition.entries.flatMap(([operator, block]): Truth[] => {
      if (!POSITIVE.test(operator)) return [];
      if (block.unknown) return ["unknown"];
      return keysOf(block).map(([key, values]) =>
        NARROWING_KEYS.has(key.toLowerCase()) ? isFinite(values) : false,
      );
    }),
  );
}

/**
 * Whether a Deny with this condition denies everyone outside something finite. All entries must be negative and
 * narrowing: one more condition, such as aws:SecureTransport, would let callers out of the Deny.
 * A `*` in StringNotLike never matches and so denies nobody.
 */
export function narrowsByExclusion(condition: Value): Truth {
  if (condition.unknown) return "unknown";
  const entries = condition.entries.flatMap(([operator, block]): Truth[] => {
    if (!NEGATIVE.test(operator)) return [false];
    if (block.unknown) return ["unknown"];
    return keysOf(block).map(([key, values]) =>
      NARROWING_KEYS.has(key.toLowerCase()) ? isFinite(values) : false,
    );
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
