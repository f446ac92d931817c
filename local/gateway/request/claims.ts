import { javaDate } from "./identifiers";

/**
 * A claim as API Gateway hands it on: every value is text. Expiry and issue time become dates in Java's form,
 * lists are joined by commas.
 */
export function stringifyClaim(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if ((name === "exp" || name === "iat") && typeof value === "number") return javaDate(value * 1000);
  if (Array.isArray(value)) return value.map(String).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** All claims as text. */
export function stringifyClaims(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(claims)) {
    const text = stringifyClaim(name, value);
    if (text !== undefined) found[name] = text;
  }
  return found;
}
