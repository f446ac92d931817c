import type { Cloud, Plain } from "../cloud/cloud";
import { type Graph, type GraphResource, isArchive, isAsset, reveal } from "../graph";
import { type Difference, differences } from "./difference";

/** What an update would do to one resource. */
export interface Change {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly kind: "create" | "update" | "replace" | "delete";
  /** The properties that differ; empty for create and delete. */
  readonly properties: readonly PropertyChange[];
}

export interface PropertyChange {
  readonly property: string;
  /** The provider can change this property only by replacing the resource. */
  readonly replaces: boolean;
  /** Where in the property; none when only what may not be shown differs. */
  readonly differences: readonly Difference[];
}

/** The changes that lead from one graph to another, in the order of the new graph, deletions last. */
export function compareGraphs(before: Graph, after: Graph, cloud: Pick<Cloud, "diff">): readonly Change[] {
  const old = byUrn(before);
  const changes: Change[] = [];
  for (const resource of after.resources.filter(counts)) {
    const was = predecessor(resource, old);
    if (!was) {
      changes.push({ ...identity(resource), kind: "create", properties: [] });
      continue;
    }
    old.delete(was.urn);
    const properties = compareInputs(was, resource, cloud);
    if (properties.length > 0) {
      const kind = properties.some((change) => change.replaces) ? "replace" : "update";
      changes.push({ ...identity(resource), kind, properties });
    }
  }
  for (const resource of old.values())
    changes.push({ ...identity(resource), kind: "delete", properties: [] });
  return changes;
}

const counts = (resource: GraphResource) =>
  resource.custom && !resource.external && !resource.type.startsWith("pulumi:");
/** The resources of a graph that an update may change. */
export const byUrn = (graph: Graph): Map<string, GraphResource> =>
  new Map(graph.resources.filter(counts).map((resource) => [resource.urn, resource]));
/** What a resource was before, under its URN or one that it had. */
export function predecessor(
  { urn, aliases }: GraphResource,
  old: ReadonlyMap<string, GraphResource>,
): GraphResource | undefined {
  const known = [urn, ...aliases].find((candidate) => old.has(candidate));
  return known === undefined ? undefined : old.get(known);
}
const identity = ({ urn, type, name }: GraphResource) => ({ urn, type, name });

function compareInputs(was: GraphResource, is: GraphResource, cloud: Pick<Cloud, "diff">): PropertyChange[] {
  return changedProperties(was, is, cloud).map((change) => ({
    ...change,
    differences: differences(was.inputs[change.property], is.inputs[change.property]),
  }));
}

/** The inputs of a resource that differ, but for those that it ignores. */
export function changedProperties(
  was: GraphResource,
  is: GraphResource,
  cloud: Pick<Cloud, "diff">,
): Omit<PropertyChange, "differences">[] {
  const ignored = new Set(is.ignoreChanges.map((path) => path.split(/[.[]/)[0]));
  const { changed, replaces } = cloud.diff(is.type, comparable(was.inputs), comparable(is.inputs));
  return changed
    .filter((property) => !ignored.has(property))
    .map((property) => ({
      property,
      replaces: replaces.includes(property) || is.replaceOnChanges.includes(property),
    }));
}

/** Inputs without secret wrappers, and with content by its hash: a path may differ between machines. */
function comparable(inputs: GraphResource["inputs"]): Plain {
  const strip = (value: unknown): unknown => {
    if ((isAsset(value) || isArchive(value)) && value.hash) return { hash: value.hash };
    if (Array.isArray(value)) return value.map(strip);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, strip(item)]));
  };
  return strip(reveal(inputs)) as Plain;
}
