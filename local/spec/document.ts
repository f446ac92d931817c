/** Plain JSON. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | SpecDocument;
/** An OpenAPI document, or an object in one. */
export interface SpecDocument {
  readonly [key: string]: JsonValue | undefined;
}

export const isObject = (value: JsonValue | undefined): value is SpecDocument =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** The value when it is an object, else an empty one. */
export const objectAt = (value: JsonValue | undefined): SpecDocument => (isObject(value) ? value : {});

/** The value when it is an array, else an empty one. */
export const arrayAt = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];

/** A new object with each member changed; `undefined` leaves it out. */
export function mapMembers(
  source: SpecDocument,
  change: (value: JsonValue, key: string) => JsonValue | undefined,
): SpecDocument {
  const members: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(source)) {
    const changed = value === undefined ? undefined : change(value, key);
    if (changed !== undefined) members.push([key, changed]);
  }
  return Object.fromEntries(members);
}

/** A copy with every `$ref` changed. */
export function withReferences(value: JsonValue, change: (reference: string) => string): JsonValue {
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).map((item) => withReferences(item, change));
  if (!isObject(value)) return value;
  return mapMembers(value, (member, key) =>
    key === "$ref" && typeof member === "string" ? change(member) : withReferences(member, change),
  );
}
