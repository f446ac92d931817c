import type { ProblemPlace } from "./problem";

/** The part of JSON Schema that contracts may use (see the contract's rules for models). */
export interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Schemas by name: what `#/components/schemas/<name>` leads to. */
export type Schemas = Readonly<Record<string, Schema>>;

/**
 * Where a value breaks its schema, all places at once. The gateway has validated bodies before, but only those whose
 * Content-Type has a model; a function does not rest on its caller for that.
 */
export function violations(value: unknown, schema: Schema, schemas: Schemas, pointer = ""): ProblemPlace[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice("#/components/schemas/".length);
    const target = schemas[name];
    if (target === undefined) throw new Error(`no schema ${name}`);
    return violations(value, target, schemas, pointer);
  }
  const found = (detail: string): ProblemPlace[] => [{ pointer, detail }];
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return found(`is not one of ${schema.enum.join(", ")}`);
  switch (schema.type) {
    case "object":
      return isRecord(value) ? objectViolations(value, schema, schemas, pointer) : found("is not an object");
    case "array":
      if (!Array.isArray(value)) return found("is not an array");
      return value.flatMap((item, index) =>
        violations(item, schema.items ?? {}, schemas, `${pointer}/${index}`),
      );
    case "string":
      return typeof value === "string"
        ? stringViolations(value, schema).flatMap(found)
        : found("is not a string");
    case "integer":
    case "number":
      return typeof value === "number"
        ? numberViolations(value, schema).flatMap(found)
        : found("is not a number");
    case "boolean":
      return typeof value === "boolean" ? [] : found("is not a boolean");
    default:
      return [];
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function objectViolations(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  schemas: Schemas,
  pointer: string,
): ProblemPlace[] {
  const properties = schema.properties ?? {};
  const at = (name: string): string => `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const missing = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ pointer: at(name), detail: "is missing" }));
  const members = Object.entries(value).flatMap(([name, member]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property !== undefined) return violations(member, property, schemas, at(name));
    return schema.additionalProperties === false ? [{ pointer: at(name), detail: "is not known" }] : [];
  });
  return [...missing, ...members];
}

function stringViolations(value: string, { minLength, maxLength, pattern }: Schema): string[] {
  // JSON Schema counts characters, not UTF-16 units.
  const length = [...value].length;
  return [
    ...(minLength !== undefined && length < minLength ? [`is shorter than ${minLength}`] : []),
    ...(maxLength !== undefined && length > maxLength ? [`is longer than ${maxLength}`] : []),
    ...(pattern !== undefined && !new RegExp(pattern, "u").test(value) ? [`does not match ${pattern}`] : []),
  ];
}

function numberViolations(value: number, { type, minimum, maximum }: Schema): string[] {
  return [
    ...(type === "integer" && !Number.isInteger(value) ? ["is not an integer"] : []),
    ...(minimum !== undefined && value < minimum ? [`is less than ${minimum}`] : []),
    ...(maximum !== undefined && value > maximum ? [`is more than ${maximum}`] : []),
  ];
}
