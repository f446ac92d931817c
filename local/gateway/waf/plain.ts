/**
 * Readers for declared values of unknown shape. A web ACL comes from a graph, so any property may be missing,
 * unknown, or written by a provider version that this code has not seen.
 */
export type Plain = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one when it is none. */
export function object(value: unknown): Plain {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Plain) : {};
}

/** Pulumi flattens single-item blocks into objects and the AWS API does not: either form becomes a list. */
export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The value as text; `fallback` when it is absent. Numbers and booleans are written out. */
export function text(value: unknown, fallback = ""): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : fallback;
}

/** The value as a number; `fallback` when it is not one. */
export function number(value: unknown, fallback: number): number {
  const result = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof result === "number" && Number.isFinite(result) ? result : fallback;
}

/** True when the property is declared, even as an empty block such as `count: {}`. */
export function has(value: Plain, key: string): boolean {
  return value[key] !== undefined && value[key] !== null && value[key] !== false;
}

/** Text as the bytes that AWS WAF compares: one character per UTF-8 byte. */
export function bytes(value: string): string {
  for (let index = 0; index < value.length; index++) {
    if (value.charCodeAt(index) > 0x7f) return Buffer.from(value, "utf8").toString("latin1");
  }
  return value;
}

/**
 * Rules from `ruleJson` / `rulesJson`: the AWS API's form (`ARN`, `IPSetReferenceStatement`), as Pulumi would
 * name it. The search string is base64 there, being a blob.
 */
export function rulesFromJson(json: unknown): readonly unknown[] {
  if (typeof json !== "string") return [];
  try {
    return list(camel(JSON.parse(json)));
  } catch {
    return [];
  }
}

function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = key.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (head) => head.toLowerCase());
      if (name === "searchString" && typeof item === "string") {
        return [name, Buffer.from(item, "base64").toString("utf8")];
      }
      return [name, camel(item)];
    }),
  );
}
