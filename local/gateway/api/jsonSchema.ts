/** Keywords of JSON Schema draft 4 that hold one schema, a list of schemas, or schemas by name. */
const ONE = new Set(["items", "additionalProperties", "additionalItems", "not"]);
const MANY = new Set(["allOf", "anyOf", "oneOf"]);
const NAMED = new Set(["properties", "patternProperties", "definitions"]);
const PLAIN = new Set([
  "type",
  "required",
  "enum",
  "format",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
]);
const REFERENCE =
  /^#\/(?:components\/schemas|definitions)\/(.+)$|^https:\/\/apigateway\..*\/models\/([^/]+)$/;

/**
 * A schema of an OpenAPI document, or of an API Gateway model, as plain JSON Schema draft 4. Keywords that say
 * nothing about validity (`example`, `default`, `id` …) are left out, as an example's own `id` would otherwise
 * be taken for a schema's name. Like API Gateway, `nullable`, `discriminator` and `readOnly` are not looked at.
 */
export function toJsonSchema(schema: unknown): unknown {
  if (schema === null || typeof schema !== "object") return schema;
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  const found: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "$ref" && typeof value === "string") {
      const match = REFERENCE.exec(value);
      found.$ref = match ? `#/definitions/${match[1] ?? match[2] ?? ""}` : value;
    } else if (ONE.has(keyword)) found[keyword] = toJsonSchema(value);
    else if (MANY.has(keyword) && Array.isArray(value)) found[keyword] = value.map(toJsonSchema);
    else if (NAMED.has(keyword)) found[keyword] = toJsonSchemas(value);
    else if (PLAIN.has(keyword)) found[keyword] = value;
  }
  return found;
}

/** The same for schemas by name. */
export function toJsonSchemas(schemas: unknown): Record<string, unknown> {
  if (schemas === null || typeof schemas !== "object") return {};
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, toJsonSchema(schema)]));
}
