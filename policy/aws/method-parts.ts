import type { Resource } from "../model/resource";
import type { Joined, Stack } from "../model/stack";
import { INTEGRATION, METHOD } from "./rest-method";

export const METHOD_RESPONSE = "aws:apigateway/methodResponse:MethodResponse";
export const INTEGRATION_RESPONSE = "aws:apigateway/integrationResponse:IntegrationResponse";

/** What names a method of a REST API. */
const METHOD_KEYS = ["restApi", "resourceId", "httpMethod"] as const;
/** What names a path of a REST API. */
const PATH_KEYS = ["restApi", "resourceId"] as const;
type Keys = readonly (typeof METHOD_KEYS)[number][];

const PARTS: readonly string[] = [METHOD, INTEGRATION, METHOD_RESPONSE, INTEGRATION_RESPONSE];

/**
 * What is known of one key: its text; else the one resource that it comes from; else something vague, of which only
 * sameness can be told, never difference.
 */
interface Identity {
  readonly kind: "text" | "origin" | "vague";
  readonly name: string;
}

/**
 * The resources of a type that belong to a method: same API, same path, same HTTP method. They may take these from the
 * method itself, from one of its other parts, or from where the method has them.
 */
export const partsOf = (method: Resource, type: string, stack: Stack): Joined =>
  indexOf(stack, type, METHOD_KEYS).find(method);

/** The methods of the path that a method, or a part of one, belongs to. */
export const methodsBeside = (part: Resource, stack: Stack): Joined =>
  indexOf(stack, METHOD, PATH_KEYS).find(part);

/** A key taken from another part is that part's key. Cycles, which only damaged exports hold, come to an end. */
function identify(resource: Resource, key: string, stack: Stack, seen: ReadonlySet<string>): Identity {
  const dependencies = resource.dependenciesOf(key);
  const parts = dependencies
    .map((urn) => stack.byUrn(urn))
    .filter(
      (part): part is Resource => part !== undefined && PARTS.includes(part.type) && !seen.has(part.urn),
    );
  if (parts.length > 0) {
    const next = new Set([...seen, resource.urn]);
    return common(parts.map((part) => identify(part, key, stack, next)));
  }
  const text = resource.get(key).text;
  if (text !== undefined) return { kind: "text", name: text };
  if (dependencies.length === 0) return { kind: "vague", name: resource.urn };
  return common(dependencies.map((urn) => ({ kind: "origin", name: urn })));
}

function common(identities: readonly Identity[]): Identity {
  const names = [...new Set(identities.map(({ name }) => name))].sort();
  const [first] = identities;
  return first !== undefined && names.length === 1 ? first : { kind: "vague", name: names.join("\n") };
}

/** Resources that have the same kinds of identities, by these. */
interface Group {
  readonly kinds: readonly Identity["kind"][];
  /** Each set of identities once. */
  readonly members: (readonly Identity[])[];
  /** Which positions are compared → how often each name occurs there. */
  readonly projections: Map<string, ReadonlyMap<string, number>>;
}

const nameAt = (identities: readonly Identity[], positions: readonly number[]): string =>
  JSON.stringify(positions.map((position) => identities[position]?.name));

/** All resources of a type by what they belong to, so that a join costs the same however many there are. */
class PartIndex {
  private readonly exact = new Map<string, Resource[]>();
  private readonly groups = new Map<string, Group>();

  constructor(
    private readonly stack: Stack,
    type: string,
    private readonly keys: Keys,
  ) {
    for (const resource of stack.ofType(type)) {
      const identities = this.identitiesOf(resource);
      const exact = JSON.stringify(identities);
      const same = this.exact.get(exact);
      if (same) same.push(resource);
      else this.exact.set(exact, [resource]);
      const kinds = identities.map(({ kind }) => kind);
      const group: Group = this.groups.get(kinds.join()) ?? { kinds, members: [], projections: new Map() };
      this.groups.set(kinds.join(), group);
      if (!same) group.members.push(identities);
    }
  }

  find(resource: Resource): Joined {
    const identities = this.identitiesOf(resource);
    const resources = this.exact.get(JSON.stringify(identities)) ?? [];
    const complete = ![...this.groups.values()].some((group) => this.mayBelong(identities, group));
    return { resources, complete };
  }

  private identitiesOf(resource: Resource): readonly Identity[] {
    return this.keys.map((key) => identify(resource, key, this.stack, new Set()));
  }

  /** Whether some other member of the group differs nowhere, but is not known to be the same everywhere either. */
  private mayBelong(identities: readonly Identity[], group: Group): boolean {
    const positions = identities.flatMap(({ kind }, position) =>
      kind !== "vague" && kind === group.kinds[position] ? [position] : [],
    );
    if (positions.length === identities.length) return false;
    const key = positions.join();
    const names = group.projections.get(key) ?? countNames(group.members, positions);
    group.projections.set(key, names);
    // The one that belongs for certain leaves no doubt by itself.
    const exact = JSON.stringify(identities);
    const certain = this.exact.has(exact) && group.kinds.every((kind, at) => kind === identities[at]?.kind);
    return (names.get(nameAt(identities, positions)) ?? 0) > (certain ? 1 : 0);
  }
}

function countNames(
  members: readonly (readonly Identity[])[],
  positions: readonly number[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const member of members) {
    const name = nameAt(member, positions);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

const indexes = new WeakMap<Stack, Map<string, PartIndex>>();

function indexOf(stack: Stack, type: string, keys: Keys): PartIndex {
  const known = indexes.get(stack) ?? new Map<string, PartIndex>();
  indexes.set(stack, known);
  const name = `${type} ${keys.length}`;
  const index = known.get(name) ?? new PartIndex(stack, type, keys);
  known.set(name, index);
  return index;
}
