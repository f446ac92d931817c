/** IPv4 blocks in CIDR notation, as numbers: pure arithmetic, no state. */
export interface Block {
  /** First address, as a number from 0 to 2^32 - 1. */
  readonly start: number;
  /** Length of the network part, in bits. */
  readonly prefix: number;
}

/** Number of addresses in a block with this prefix. */
export const sizeOf = (prefix: number): number => 2 ** (32 - prefix);

/** Address after the last one. */
export const endOf = (block: Block): number => block.start + sizeOf(block.prefix);

const octets = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");

/** `10.0.0.0/16`. */
export const format = (block: Block): string => `${octets(block.start)}/${block.prefix}`;

/** The block, or undefined if the text is none. Bits beyond the prefix are dropped: `10.0.1.2/16` is `10.0.0.0/16`. */
export function parse(text: string): Block | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  return blockAt(((a * 256 + b) * 256 + c) * 256 + d, prefix);
}

/** The block of this prefix that the address lies in. */
export function blockAt(address: number, prefix: number): Block {
  return { start: Math.floor(address / sizeOf(prefix)) * sizeOf(prefix), prefix };
}

/** The first block of this prefix that begins at or after the end of the given one. */
export function nextBlock(previous: Block, prefix: number): Block {
  return { start: Math.ceil(endOf(previous) / sizeOf(prefix)) * sizeOf(prefix), prefix };
}

export const overlaps = (a: Block, b: Block): boolean => a.start < endOf(b) && b.start < endOf(a);

export const contains = (outer: Block, inner: Block): boolean =>
  outer.start <= inner.start && endOf(inner) <= endOf(outer);

/** The fewest aligned blocks that fill the addresses from `start` up to, not including, `end`. */
export function fill(start: number, end: number): Block[] {
  const blocks: Block[] = [];
  let at = start;
  while (at < end) {
    let prefix = 32;
    while (prefix > 0 && at % sizeOf(prefix - 1) === 0 && at + sizeOf(prefix - 1) <= end) prefix--;
    blocks.push({ start: at, prefix });
    at += sizeOf(prefix);
  }
  return blocks;
}

/** Bits that number `count` things: 0 for one, 1 for two, 2 for three or four. */
export const bitsFor = (count: number): number => (count < 2 ? 0 : Math.ceil(Math.log2(count)));
