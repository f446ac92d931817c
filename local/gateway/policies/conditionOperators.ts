import { BlockList, isIP } from "node:net";

import { glob } from "../gates/glob";

/** Tests one value of a condition key. */
export type ValueTest = (value: string) => boolean;

function cidrs(ranges: readonly string[]): BlockList {
  const block = new BlockList();
  for (const range of ranges) {
    const [address = "", prefix] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (isIP(address) !== 0)
      block.addSubnet(
        address,
        prefix === undefined ? (family === "ipv6" ? 128 : 32) : Number(prefix),
        family,
      );
  }
  return block;
}

type Comparison = (left: number, right: number) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThan: (left, right) => left > right,
  GreaterThanEquals: (left, right) => left >= right,
};

/** Dates are ISO 8601 or seconds since the epoch. */
const dateOf = (value: string): number =>
  /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value);

function compared(
  comparison: string,
  wanted: readonly string[],
  read: (value: string) => number,
): ValueTest | undefined {
  const compare = COMPARISONS[comparison];
  if (compare === undefined) return undefined;
  const limits = wanted.map(read);
  return (value) => limits.some((limit) => compare(read(value), limit));
}

const likeAny = (wanted: readonly string[]): ValueTest => {
  const patterns = wanted.map(glob);
  return (value) => patterns.some((pattern) => pattern.test(value));
};

/**
 * The test of a condition operator that is not negated, without `IfExists` and set prefix; undefined for one that is
 * not known (IAM user guide, "IAM JSON policy elements: Condition operators").
 */
export function operatorTest(operator: string, wanted: readonly string[]): ValueTest | undefined {
  switch (operator) {
    case "StringEquals":
      return (value) => wanted.includes(value);
    case "StringEqualsIgnoreCase": {
      const lower = wanted.map((item) => item.toLowerCase());
      return (value) => lower.includes(value.toLowerCase());
    }
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return likeAny(wanted);
    case "Bool":
      return (value) => wanted.some((item) => item.toLowerCase() === value);
    case "IpAddress": {
      const block = cidrs(wanted);
      return (value) => isIP(value) !== 0 && block.check(value, isIP(value) === 6 ? "ipv6" : "ipv4");
    }
  }
  if (operator.startsWith("Numeric")) return compared(operator.slice("Numeric".length), wanted, Number);
  return operator.startsWith("Date") ? compared(operator.slice("Date".length), wanted, dateOf) : undefined;
}
