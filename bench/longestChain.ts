import type { Graph, GraphResource } from "../local/graph";

/**
 * The longest sequence of resources of which each has to exist before the next is made. A resource waits for its
 * dependencies, for its parent when that is a resource and not a component, for its provider, and, where it depends on
 * a component that a plugin made, for all that is in it.
 */
export function longestChain({ resources }: Graph): readonly GraphResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const children = new Map<string, GraphResource[]>();
  for (const resource of resources) {
    if (resource.parent === undefined) continue;
    const siblings = children.get(resource.parent);
    if (siblings) siblings.push(resource);
    else children.set(resource.parent, [resource]);
  }

  /** A component as its members; a resource as itself. */
  const made = (urn: string, from: ReadonlySet<string>): GraphResource[] => {
    const resource = byUrn.get(urn);
    if (!resource || from.has(urn)) return [];
    if (resource.custom) return [resource];
    const inside = new Set([...from, urn]);
    return (children.get(urn) ?? []).flatMap((child) => made(child.urn, inside));
  };

  const waitsFor = (resource: GraphResource): GraphResource[] => {
    const urns = new Set([
      ...resource.dependencies,
      ...Object.values(resource.propertyDependencies).flat(),
      ...(resource.provider === undefined
        ? []
        : [resource.provider.slice(0, resource.provider.lastIndexOf("::"))]),
    ]);
    const parent = byUrn.get(resource.parent ?? "");
    if (parent?.custom) urns.add(parent.urn);
    const own = ancestors(resource, byUrn);
    return [...urns].flatMap((urn) => made(urn, own));
  };

  const chains = new Map<string, readonly GraphResource[]>();
  const chainTo = (resource: GraphResource): readonly GraphResource[] => {
    const known = chains.get(resource.urn);
    if (known) return known;
    // A cycle cannot be deployed; in a damaged export it ends here.
    chains.set(resource.urn, []);
    const before = longest(waitsFor(resource).map(chainTo));
    const chain = takesTime(resource) ? [...before, resource] : before;
    chains.set(resource.urn, chain);
    return chain;
  };
  return longest(resources.filter(({ custom }) => custom).map(chainTo));
}

const takesTime = ({ type, external }: GraphResource): boolean => !external && !type.startsWith("pulumi:");

function ancestors(resource: GraphResource, byUrn: ReadonlyMap<string, GraphResource>): ReadonlySet<string> {
  const found = new Set<string>();
  for (let urn = resource.parent; urn !== undefined && !found.has(urn); urn = byUrn.get(urn)?.parent)
    found.add(urn);
  return found;
}

const longest = (chains: readonly (readonly GraphResource[])[]): readonly GraphResource[] =>
  chains.reduce((best, chain) => (chain.length > best.length ? chain : best), []);
