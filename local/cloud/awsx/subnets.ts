/**
 * How `awsx.ec2.Vpc` divides a VPC into subnets. The strategies are awsx's; its documentation describes them under
 * "Subnet Layout Strategies".
 */
import { Problem } from "../../graph/problem";
import type { Block } from "./cidr";
import { bitsFor, blockAt, contains, endOf, fill, format, nextBlock, overlaps, parse, sizeOf } from "./cidr";

export type SubnetType = "Public" | "Private" | "Isolated" | "Unused";
export type SubnetStrategy = "Legacy" | "Auto" | "AutoMerge" | "Exact";

/** What the program asks for in each availability zone. */
export interface SubnetSpec {
  readonly type: SubnetType;
  readonly name?: string;
  readonly cidrMask?: number;
  /** Number of addresses: a power of two. */
  readonly size?: number;
  /** One block for each availability zone. */
  readonly cidrBlocks?: readonly string[];
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly assignIpv6AddressOnCreation?: boolean;
}

export interface Subnet {
  readonly spec: SubnetSpec;
  /** Counts from 0. */
  readonly zone: number;
  readonly block: Block;
}

export interface Layout {
  /** The VPC's own block. */
  readonly vpc: string;
  readonly zones: number;
  readonly strategy: SubnetStrategy;
  readonly specs?: readonly SubnetSpec[];
  /** Length of each zone's prefix. @default - the VPC divided evenly */
  readonly zoneMask?: number;
}

/** The subnets of every zone, `Unused` ranges included; throws when they do not fit, overlap or leave gaps (Exact). */
export function layOut(layout: Layout): Subnet[] {
  const vpc = parse(layout.vpc);
  if (!vpc) throw refusal(`"${layout.vpc}" is not a CIDR block.`);
  const specs = layout.specs?.map(withMask);
  const explicit = specs?.some((spec) => spec.cidrBlocks !== undefined) ?? false;
  const legacy = layout.strategy === "Legacy" || (layout.strategy === "Exact" && specs === undefined);
  let subnets: Subnet[];
  if (explicit && !legacy) subnets = given(specs ?? [], layout.zones);
  else if (legacy) subnets = inLegacyOrder(vpc, layout.zones, specs);
  else subnets = inOrder(vpc, layout, specs);
  requireDisjoint(vpc, subnets);
  if (layout.strategy === "Exact") requireNoGaps(vpc, subnets);
  return subnets;
}

const refusal = (reason: string): Problem =>
  new Problem(
    "GH3010",
    `awsx:ec2:Vpc cannot be laid out: ${reason}`,
    "Change the component's subnet arguments.",
  );

function withMask(spec: SubnetSpec): SubnetSpec {
  if (spec.size === undefined) return spec;
  const cidrMask = 32 - Math.log2(spec.size);
  if (!Number.isInteger(cidrMask)) throw refusal(`a subnet size must be a power of two, not ${spec.size}.`);
  if (spec.cidrMask !== undefined && spec.cidrMask !== cidrMask)
    throw refusal(
      `size ${spec.size} is a /${cidrMask}, but cidrMask says /${spec.cidrMask}; give one of them.`,
    );
  return { ...spec, cidrMask };
}

/** Explicit blocks: the program did the arithmetic. */
function given(specs: readonly SubnetSpec[], zones: number): Subnet[] {
  return Array.from({ length: zones }, (_, zone) =>
    specs.map((spec) => {
      if (spec.cidrBlocks?.length !== zones)
        throw refusal(`every subnet spec needs ${zones} cidrBlocks, one for each availability zone.`);
      const block = parse(spec.cidrBlocks[zone] ?? "");
      if (!block) throw refusal(`"${spec.cidrBlocks[zone]}" is not a CIDR block.`);
      return { spec, zone, block };
    }),
  ).flat();
}

/** Auto and Exact: the zones share the VPC evenly, and in each zone the specs follow one another as written. */
function inOrder(vpc: Block, layout: Layout, specs: readonly SubnetSpec[] | undefined): Subnet[] {
  const zonePrefix = layout.zoneMask ?? vpc.prefix + bitsFor(layout.zones);
  const standard = defaults(zonePrefix);
  const wanted = layout.strategy === "AutoMerge" ? merged(standard, specs ?? []) : (specs ?? standard);
  const evenPrefix = zonePrefix + bitsFor(wanted.length);
  const needed = wanted.reduce((sum, spec) => sum + sizeOf(spec.cidrMask ?? evenPrefix), 0);
  if (needed > sizeOf(zonePrefix))
    throw refusal(`a zone has ${sizeOf(zonePrefix)} addresses, but its subnets need ${needed}.`);
  return Array.from({ length: layout.zones }, (_, zone) => {
    const first = vpc.start + zone * sizeOf(zonePrefix);
    let previous: Block | undefined;
    return wanted.map((spec) => {
      const prefix = spec.cidrMask ?? evenPrefix;
      const block: Block = previous ? nextBlock(previous, prefix) : blockAt(first, prefix);
      previous = block;
      return { spec, zone, block };
    });
  }).flat();
}

/** Without specs: half of each zone is private, a quarter public, of at most a /16. */
function defaults(zonePrefix: number): SubnetSpec[] {
  if (zonePrefix > 26)
    throw refusal(`each zone needs at least a /26 for the default subnets; it has a /${zonePrefix}.`);
  const prefix = Math.max(zonePrefix, 16);
  return [
    { type: "Private", cidrMask: prefix + 1 },
    { type: "Public", cidrMask: prefix + 2 },
  ];
}

/** AutoMerge: the default layout, with what the program says of a type put over it; other types come after. */
function merged(standard: readonly SubnetSpec[], specs: readonly SubnetSpec[]): SubnetSpec[] {
  const known = standard.map((spec) => ({ ...spec, ...specs.find((other) => other.type === spec.type) }));
  return [...known, ...specs.filter((spec) => !standard.some((other) => other.type === spec.type))];
}

/** Legacy masks: the smaller of half a zone and these. */
const LEGACY_PREFIX: Readonly<Record<string, number>> = { Private: 19, Public: 20, Isolated: 24 };

/** Legacy: in each zone private subnets come first, then public, then isolated ones. */
function inLegacyOrder(vpc: Block, zones: number, specs: readonly SubnetSpec[] | undefined): Subnet[] {
  const zonePrefix = vpc.prefix + bitsFor(zones);
  const zoneBlock = (zone: number): Block => ({
    start: vpc.start + zone * sizeOf(zonePrefix),
    prefix: zonePrefix,
  });
  if (!specs) {
    const both: SubnetSpec[] = [{ type: "Private" }, { type: "Public" }];
    const half = (zone: number): Block => ({ start: zoneBlock(zone).start, prefix: zonePrefix + 1 });
    return both.flatMap((spec, at) =>
      Array.from({ length: zones }, (_, zone) => ({
        spec,
        zone,
        block: at === 0 ? half(zone) : nextBlock(half(zone), zonePrefix + 2),
      })),
    );
  }
  const spare = specs.length === 1 ? 0 : 1;
  return Array.from({ length: zones }, (_, zone) => legacyZone(zoneBlock(zone), zone, specs, spare)).flat();
}

function legacyZone(zoneBlock: Block, zone: number, specs: readonly SubnetSpec[], spare: number): Subnet[] {
  const subnets: Subnet[] = [];
  let previous: Block | undefined;
  for (const type of ["Private", "Public", "Isolated"] as const) {
    // Blocks of a type are counted from the end of the type before, whatever their own size.
    const from = previous ? endOf(previous) : zoneBlock.start;
    for (const [at, spec] of specs.filter((candidate) => candidate.type === type).entries()) {
      const prefix = spec.cidrMask ?? Math.max(zoneBlock.prefix + spare, LEGACY_PREFIX[type] ?? 24);
      let block = blockAt(from + at * sizeOf(prefix), prefix);
      if (previous && overlaps(previous, block)) block = nextBlock(previous, prefix);
      subnets.push({ spec, zone, block });
      previous = block;
    }
  }
  return subnets;
}

function requireDisjoint(vpc: Block, subnets: readonly Subnet[]): void {
  const wrong = new Set<Subnet>();
  const sorted = [...subnets].sort((a, b) => a.block.start - b.block.start);
  let widest: Subnet | undefined;
  for (const subnet of sorted) {
    if (widest && overlaps(widest.block, subnet.block)) wrong.add(widest).add(subnet);
    if (!contains(vpc, subnet.block)) wrong.add(subnet);
    if (!widest || endOf(subnet.block) > endOf(widest.block)) widest = subnet;
  }
  if (wrong.size === 0) return;
  const names = [...wrong].map(
    ({ spec, zone, block }) => `${spec.name ?? spec.type} ${zone + 1} (${format(block)})`,
  );
  throw refusal(
    `these subnets overlap or lie outside ${format(vpc)}: ${names.join(", ")}. Use a larger VPC, smaller subnets or fewer zones.`,
  );
}

function requireNoGaps(vpc: Block, subnets: readonly Subnet[]): void {
  let at = vpc.start;
  for (const { block } of subnets) {
    if (block.start !== at)
      throw refusal(`there is a gap before ${format(block)}; declare it as an "Unused" spec.`);
    at = endOf(block);
  }
  if (at !== endOf(vpc))
    throw refusal(`the last subnet ends before ${format(vpc)} does; declare the rest as "Unused".`);
}

/** The specs that give the same layout with strategy Auto: those of the first zone, and what lies unused between. */
export function resolvedSpecs(subnets: readonly Subnet[]): SubnetSpec[] {
  const first = subnets.filter(({ zone }) => zone === 0).sort((a, b) => a.block.start - b.block.start);
  return first.flatMap(({ spec, block }, at) => {
    const before = first[at - 1];
    const gap = before ? fill(endOf(before.block), block.start) : [];
    const unused = gap.map(({ prefix }): SubnetSpec => ({ type: "Unused", cidrMask: prefix }));
    return [
      ...unused,
      { type: spec.type, ...(spec.name !== undefined && { name: spec.name }), cidrMask: block.prefix },
    ];
  });
}
