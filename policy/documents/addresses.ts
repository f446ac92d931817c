import { isIP, isIPv4 } from "node:net";

/** Addresses as numbers, both ends included. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;
type Version = keyof typeof BITS;

/**
 * The widest block of public addresses that still names somebody: S3 calls a policy public from here on.
 * Source: S3 user guide, "Blocking public access", "The meaning of public".
 */
const WIDEST = { 4: 8, 6: 32 } as const;

/** Source: RFC 1918 and RFC 4193. Nobody on the internet has them. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/** Whether addresses and CIDR blocks, taken together, leave most of the world out; false also for what is no address. */
export function areFew(blocks: readonly string[]): boolean {
  const read = blocks.map(rangeOf);
  const known = read.flatMap((block) => block ?? []);
  if (known.length < read.length) return false;
  return ([4, 6] as const).every((version) => {
    const public_ = known.filter((block) => block.version === version && !isPrivate(block));
    return sizeOfUnion(public_) <= widest(version);
  });
}

/** Whether a CIDR block takes in every address, `0.0.0.0/0` and its kin, or so many of them that it names nobody: `128.0.0.0/1`. */
export function isWorld(text: string): boolean {
  const block = rangeOf(text);
  return block === undefined
    ? /\/0+$/.test(text)
    : !isPrivate(block) && sizeOfUnion([block]) > widest(block.version);
}

const widest = (version: Version): bigint => 1n << BigInt(BITS[version] - WIDEST[version]);

interface Block extends Range {
  readonly version: Version;
}

const isPrivate = (block: Block): boolean =>
  PRIVATE.some((text) => {
    const range = rangeOf(text);
    return range?.version === block.version && range.first <= block.first && block.last <= range.last;
  });

function sizeOfUnion(ranges: readonly Range[]): bigint {
  let [size, end] = [0n, -1n];
  for (const { first, last } of [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const from = first > end ? first : end + 1n;
    if (last < from) continue;
    size += last - from + 1n;
    end = last;
  }
  return size;
}

function rangeOf(text: string): Block | undefined {
  const [address = "", prefix, ...more] = text.split("/");
  const version = isIP(address);
  if ((version !== 4 && version !== 6) || more.length > 0 || !/^\d{0,3}$/.test(prefix ?? ""))
    return undefined;
  const bits = BITS[version];
  const length = prefix === undefined ? bits : Number(prefix);
  if (prefix === "" || length > bits) return undefined;
  const host = BigInt(bits - length);
  const first = (numberOf(address) >> host) << host;
  return { version, first, last: first + (1n << host) - 1n };
}

const ofParts = (parts: readonly number[], bits: number): bigint =>
  parts.reduce((sum, part) => (sum << BigInt(bits)) + BigInt(part), 0n);

/** An address as a number; IPv6 with `::` and with an IPv4 tail. */
function numberOf(address: string): bigint {
  if (isIPv4(address)) return ofParts(address.split(".").map(Number), 8);
  const groups = (text: string): readonly number[] =>
    text
      .split(":")
      .filter(Boolean)
      .flatMap((group) => {
        if (!group.includes(".")) return [Number.parseInt(group, 16)];
        const tail = Number(numberOf(group));
        return [Math.floor(tail / 65_536), tail % 65_536];
      });
  const [head = "", tail = ""] = address.replace(/%.*/, "").split("::");
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return ofParts([...before, ...zeros, ...after], 16);
}
