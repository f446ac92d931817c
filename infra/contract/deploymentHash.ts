import { createHash } from "node:crypto";

/**
 * SHA-256 (hex) of a value's canonical JSON: it changes when the value changes, and not when only the order of
 * object keys does. It is the `triggers` of a Deployment: API Gateway deploys a snapshot, so everything that shapes
 * the API has to be in here, or a change stays undeployed.
 *
 * `undefined` members are left out, as in JSON. Values that JSON cannot hold (functions, NaN, cycles) are an error:
 * a hash that does not see a change would be worse than none.
 */
export function deploymentHash(parts: unknown): string {
  return createHash("sha256").update(canonical(parts, new Set())).digest("hex");
}

function canonical(value: unknown, above: Set<object>): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`deploymentHash: ${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (typeof value !== "object") throw new TypeError(`deploymentHash: a ${typeof value} has no JSON form`);
  if (above.has(value)) throw new TypeError("deploymentHash: the value contains itself");
  above.add(value);
  const text = Array.isArray(value) ? canonicalArray(value, above) : canonicalObject(value, above);
  above.delete(value);
  return text;
}

const canonicalArray = (items: readonly unknown[], above: Set<object>): string =>
  `[${items.map((item) => canonical(item, above)).join(",")}]`;

function canonicalObject(value: object, above: Set<object>): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError("deploymentHash: only plain objects and arrays have a canonical form");
  }
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, above)}`);
  return `{${members.join(",")}}`;
}
