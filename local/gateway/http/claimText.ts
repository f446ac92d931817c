/**
 * A claim as an HTTP API hands it on: every value is text, and a list is written `[a b]`, as in the events of
 * apigateway/latest/developerguide/http-api-develop-integrations-lambda.html.
 */
export function claimText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return `[${value.map(String).join(" ")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** All claims as text. */
export function claimTexts(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(claims)) {
    const text = claimText(value);
    if (text !== undefined) found[name] = text;
  }
  return found;
}
