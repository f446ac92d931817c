/** What the resources of a deployment say of one another. */
export interface RungResource {
  readonly urn: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/**
 * The resources that cannot go while those of `refused` stand: these themselves and all that they need, directly or
 * not. Who needs a component needs its children.
 */
export function keptBy(refused: Iterable<string>, resources: readonly RungResource[]): ReadonlySet<string> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const children = new Map<string, string[]>();
  for (const { urn, parent } of resources)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), urn]);
  const kept = new Set<string>();
  const open = [...refused];
  for (let urn = open.pop(); urn !== undefined; urn = open.pop()) {
    if (kept.has(urn)) continue;
    kept.add(urn);
    const { dependencies = [], propertyDependencies = {} } = byUrn.get(urn) ?? {};
    open.push(...dependencies, ...Object.values(propertyDependencies).flatMap((urns) => urns ?? []));
    open.push(...(children.get(urn) ?? []));
  }
  return kept;
}
