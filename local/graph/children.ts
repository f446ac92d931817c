import type { ChildReference } from "../cloud/cloud";
import type { GraphResource } from "./graph";
import { UNKNOWN } from "./wire";

/** Replaces references to earlier children by their values, and notes whose they were. */
export function resolveChildren(
  value: unknown,
  made: ReadonlyMap<string, GraphResource>,
  urns: string[],
): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveChildren(item, made, urns));
  if (value === null || typeof value !== "object") return value;
  const { $child, property } = value as Partial<ChildReference>;
  if ($child !== undefined && property !== undefined) {
    const child = made.get($child);
    if (child && !urns.includes(child.urn)) urns.push(child.urn);
    const found = property === "id" ? child?.id : property === "urn" ? child?.urn : child?.outputs[property];
    return found === undefined || found === "" ? UNKNOWN : found;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolveChildren(item, made, urns)]),
  );
}
