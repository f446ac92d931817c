import type { Truth } from "../model/truth";
import { Value } from "../model/value";

/** Schemas nest; deeper than this is damage, or a trap. */
const MAXIMUM_DEPTH = 30;

/** Keywords whose schemas are parts of one object: closing a part would refuse what another part allows. */
const COMBINED = ["allOf", "anyOf", "oneOf"];

/** A JSON Schema from a Model's `schema`: JSON in a string. */
export function readSchema(value: Value): Value {
  if (value.text === undefined) return value;
  try {
    return new Value(JSON.parse(value.text), value.path);
  } catch {
    return new Value(undefined, value.path);
  }
}

/**
 * The objects in a schema that name properties, with whether each refuses all others. References into `document`
 * (`#/components/schemas/…`) are followed once.
 */
export function objectsOf(
  schema: Value,
  document: Value,
): readonly { readonly at: Value; readonly closed: Truth }[] {
  const found: { at: Value; closed: Truth }[] = [];
  const seen = new Set<string>();
  const visit = (one: Value, depth: number, part: boolean): void => {
    if (one.unknown || depth > MAXIMUM_DEPTH) return;
    const reference = one.get("$ref").text;
    if (reference?.startsWith("#/")) {
      if (seen.has(reference)) return;
      seen.add(reference);
      return visit(document.get(...reference.slice(2).split("/")), depth + 1, part);
    }
    const combined = COMBINED.flatMap((key) => one.get(key).items);
    const named = one.get("properties");
    if (named.state === "known" && !part && combined.length === 0) {
      const extra = one.get("additionalProperties");
      found.push({ at: one, closed: extra.test((raw) => raw === false) });
    }
    for (const [, property] of named.entries) visit(property, depth + 1, false);
    for (const item of one.get("items").items) visit(item, depth + 1, false);
    for (const item of combined) visit(item, depth + 1, true);
  };
  visit(schema, 0, false);
  return found;
}
