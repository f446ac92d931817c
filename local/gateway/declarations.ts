import type { Graph, GraphResource } from "../graph/graph";
import { reveal } from "../graph/wire";

export type Properties = Readonly<Record<string, unknown>>;

/** One resource of the graph with plain values: outputs, and over them the inputs as declared. */
export interface Declared {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly properties: Properties;
}

/** The graph by resource type. Values are revealed when first asked for: most types are none of ours. */
export class Declarations {
  private readonly byType = new Map<string, GraphResource[]>();

  constructor(graph: Graph) {
    for (const resource of graph.resources) {
      const known = this.byType.get(resource.type);
      if (known) known.push(resource);
      else this.byType.set(resource.type, [resource]);
    }
  }

  /** All resources of a type, in registration order. */
  of(type: string): Declared[] {
    return (this.byType.get(type) ?? []).map((resource) => ({
      urn: resource.urn,
      type: resource.type,
      name: resource.name,
      id: resource.id ?? "",
      properties: { ...record(reveal(resource.outputs)), ...record(reveal(resource.inputs)) },
    }));
  }

  /** Revealed properties by ARN, for what refers to each other by ARN. */
  byArn(type: string): Map<string, Record<string, unknown>> {
    const found = new Map<string, Record<string, unknown>>();
    for (const resource of this.of(type)) {
      const arn = text(resource.properties.arn);
      if (arn !== undefined) found.set(arn, { ...resource.properties });
    }
    return found;
  }
}

/** The value when it is a non-empty string. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** The value as a number; numeric strings count, as in provider state. */
export function number(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}

/** The value as an object; anything else is an empty one. */
export const record = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const texts = (value: unknown): string[] =>
  list(value).filter((item): item is string => typeof item === "string");

/** The string-valued entries of an object; numbers and booleans become strings, as in stage variables. */
export function textRecord(value: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [key, item] of Object.entries(record(value))) {
    if (typeof item === "string" || typeof item === "number" || typeof item === "boolean")
      found[key] = String(item);
  }
  return found;
}
