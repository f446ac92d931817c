import type { Json, JsonObject } from "./contract";

/** True for a JSON object: not null, not an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** True for a JSON array. */
export const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** The value when it is an object, else an empty one: for walking documents whose form is checked elsewhere. */
export const objectAt = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** The value when it is an array, else an empty one. */
export const arrayAt = (value: Json | undefined): readonly Json[] => (isArray(value) ? value : []);

/** Visits every value below (and) `value`, parents first. */
export function walk(
  value: Json,
  visit: (value: Json, path: readonly string[]) => void,
  path: readonly string[] = [],
): void {
  visit(value, path);
  if (isArray(value)) value.forEach((item, index) => walk(item, visit, [...path, String(index)]));
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) walk(item, visit, [...path, key]);
}
