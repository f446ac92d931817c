import type { Plain } from "./cloud";
import type { Model } from "./model";

/** The same text for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}

/**
 * What a resource's id and random name derive from: its URN and the inputs that force replacement, so that a
 * replacement gets a new id and an update keeps the old one. The name itself is left out: it may be derived.
 */
export function seedOf(urn: string, model: Model, inputs: Plain): string {
  const forcing = (model.replaceOnChange ?? []).filter((property) => property !== model.autoname?.property);
  return `${urn}\n${canonical(Object.fromEntries(forcing.map((property) => [property, inputs[property]])))}`;
}
