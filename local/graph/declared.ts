import type { Graph, GraphResource } from "./graph";
import { reveal, UNKNOWN } from "./wire";

/** A declared resource with its properties as plain values: outputs over inputs, unknown values left out. */
export interface Declared {
  readonly resource: GraphResource;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every resource of one Pulumi type, in registration order. */
export function declared(graph: Graph, type: string): Declared[] {
  return graph.resources
    .filter((resource) => resource.type === type && resource.custom)
    .map((resource) => ({ resource, values: { ...plain(resource.inputs), ...plain(resource.outputs) } }));
}

function plain(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.entries(properties).map(([key, value]) => [key, reveal(value)] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined && value !== UNKNOWN));
}

/** The value when it is a non-empty text. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" && value !== UNKNOWN ? value : undefined;

/** The value when it is a number; the providers' numeric texts count. */
export function count(value: unknown): number | undefined {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
}

/** The texts of a list; empty when the value is not one. */
export const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => text(item) !== undefined) : [];

/** The value as an object; empty when it is not one. A list of one block counts as the block. */
export function block(value: unknown): Readonly<Record<string, unknown>> {
  const single: unknown = Array.isArray(value) ? value[0] : value;
  return single !== null && typeof single === "object" && !Array.isArray(single)
    ? (single as Record<string, unknown>)
    : {};
}

/** The objects of a list of blocks; empty when the value is not a list. */
export const blocks = (value: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.map(block) : [];
