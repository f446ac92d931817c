import type { Json, JsonObject } from "../contract";
import { isArray, isObject, objectAt } from "../json";

/** Keywords that shape a model; what documents one (description, example, default, …) stays in the contract. */
const KEYWORDS = [
  "type",
  "format",
  "enum",
  "required",
  "additionalProperties",
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
];

/** `components/schemas`, with nothing but JSON Schema draft 4 in it. */
export const models = (document: JsonObject): JsonObject =>
  mapValues(objectAt(objectAt(document.components).schemas), model);

/** One schema, or the reference that stands for it. */
export function model(schema: Json): JsonObject {
  const source = objectAt(schema);
  if (typeof source.$ref === "string") return { $ref: source.$ref };
  const result: Record<string, Json> = {};
  for (const keyword of KEYWORDS) {
    const value = source[keyword];
    if (value !== undefined) result[keyword] = isObject(value) ? model(value) : value;
  }
  if (isObject(source.properties)) result.properties = mapValues(source.properties, model);
  if (source.items !== undefined && !isArray(source.items)) result.items = model(source.items);
  return result;
}

const mapValues = (source: JsonObject, change: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value)]));
