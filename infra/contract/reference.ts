import type { Json, JsonObject } from "./contract";
import { isArray, isObject } from "./json";

/** Parts of a local reference: `#/components/schemas/User` → `["components", "schemas", "User"]`. */
export function referencePath(reference: string): string[] | undefined {
  if (!reference.startsWith("#/")) return undefined;
  return reference
    .slice(2)
    .split("/")
    .map((part) => percentDecoded(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** As it is when its escapes are not UTF-8: it then leads nowhere, and is reported as such. */
function percentDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What stands at a path of a document, or `undefined`. Follows no references on the way. */
export function valueAt(document: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = document;
  for (const part of path) {
    if (isArray(value)) value = value[Number(part)];
    else if (isObject(value)) value = Object.hasOwn(value, part) ? value[part] : undefined;
    else return undefined;
  }
  return value;
}

/**
 * The value itself, or what its `$ref` leads to, through any number of steps. A reference that leads nowhere, or
 * round in a circle, gives `undefined`; `readContract` has reported it by then.
 */
export function resolve(document: JsonObject, value: Json | undefined): Json | undefined {
  const seen = new Set<string>();
  let current = value;
  while (isObject(current) && typeof current.$ref === "string") {
    if (seen.has(current.$ref)) return undefined;
    seen.add(current.$ref);
    const path = referencePath(current.$ref);
    current = path === undefined ? undefined : valueAt(document, path);
  }
  return current;
}
