import type { GraphResource } from "../local/graph";

/** Outputs by which one resource is known to another. */
const IDENTITIES = ["arn", "id", "name", "invokeArn", "executionArn", "domainName", "url", "bucket"];

/** So many resources: copies of a graph, each with URNs, ids and references of its own, so that copies never join. */
export function syntheticResources(resources: readonly GraphResource[], count: number): GraphResource[] {
  const names = new Set<string>();
  for (const { urn, id, outputs } of resources) {
    names.add(urn);
    for (const value of [id, ...IDENTITIES.map((key) => outputs[key])])
      if (typeof value === "string" && value !== "") names.add(value);
  }
  const made: GraphResource[] = [];
  for (let copy = 0; made.length < count; copy++) {
    for (const resource of resources) {
      if (made.length === count) break;
      made.push(copy === 0 ? resource : (renamed(resource, names, `-copy${copy}`) as GraphResource));
    }
  }
  return made;
}

function renamed(value: unknown, names: ReadonlySet<string>, suffix: string): unknown {
  if (typeof value === "string") {
    if (names.has(value)) return value + suffix;
    // A provider reference: `<urn>::<id>`.
    const cut = value.lastIndexOf("::");
    return cut > 0 && names.has(value.slice(0, cut))
      ? `${value.slice(0, cut)}${suffix}${value.slice(cut)}`
      : value;
  }
  if (Array.isArray(value)) return value.map((item) => renamed(item, names, suffix));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === "type" ? item : renamed(item, names, suffix)]),
  );
}
