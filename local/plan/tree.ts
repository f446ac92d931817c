import type { Graph, GraphResource } from "../graph";

/** How many resources of each type a graph declares, most first; providers and the stack itself do not count. */
export function countTypes(graph: Graph): readonly (readonly [type: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { type, custom } of graph.resources) {
    if (custom && !type.startsWith("pulumi:")) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

/** How many resources a cloud would hold: components and providers are the program's own. */
export const countResources = (graph: Graph): number =>
  countTypes(graph).reduce((sum, [, count]) => sum + count, 0);

/** The resources as an indented tree, children under their parents, as `pulumi preview` shows them. */
export function renderTree(graph: Graph): string[] {
  const children = new Map<string | undefined, GraphResource[]>();
  const urns = new Set(graph.resources.map((resource) => resource.urn));
  for (const resource of graph.resources) {
    if (resource.type.startsWith("pulumi:providers:")) continue;
    // A parent that is not in the file (an export cut by hand) must not hide its children.
    const parent = resource.parent && urns.has(resource.parent) ? resource.parent : undefined;
    children.set(parent, [...(children.get(parent) ?? []), resource]);
  }
  const lines: string[] = [];
  const visit = (resource: GraphResource, indent: string, branch: string, onPath: ReadonlySet<string>) => {
    lines.push(`${indent}${branch}${shortType(resource.type)}  ${resource.name}`);
    if (onPath.has(resource.urn)) return;
    const below = children.get(resource.urn) ?? [];
    const next = branch === "" ? indent : indent + (branch === "└─ " ? "   " : "│  ");
    const path = new Set([...onPath, resource.urn]);
    below.forEach((child, index) => visit(child, next, index === below.length - 1 ? "└─ " : "├─ ", path));
  };
  for (const root of children.get(undefined) ?? []) visit(root, "", "", new Set());
  return lines;
}

/** `aws:apigateway/restApi:RestApi` → `aws:apigateway:RestApi`, as the Pulumi CLI shortens it. */
export function shortType(type: string): string {
  const [packageName, module, name] = type.split(":");
  return name === undefined ? type : [packageName, module?.split("/")[0], name].join(":");
}
