/** Query parameters in order of arrival, decoded. */
export type QueryParameters = readonly (readonly [name: string, value: string])[];

const NONE: QueryParameters = [];

function decode(part: string): string {
  const spaced = part.includes("+") ? part.replaceAll("+", " ") : part;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // Broken percent encoding reaches the backend as it came.
    return spaced;
  }
}

/** Splits and decodes a query string. A name without `=` has the empty value. */
export function parseQuery(queryString: string): QueryParameters {
  if (queryString === "") return NONE;
  const found: [string, string][] = [];
  for (const pair of queryString.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    found.push(
      equals < 0 ? [decode(pair), ""] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))],
    );
  }
  return found;
}
