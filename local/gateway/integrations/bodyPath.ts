import { parseJson } from "../template/json";
import { readJsonPath } from "../template/jsonPath";
import { absent, toJson } from "../template/values";

/**
 * What a body has at a path such as `order.lines[0].id`, as text; an object or list as JSON. A body that is no JSON has
 * nothing there.
 */
export function readBodyPath(body: string, path: string): string | undefined {
  try {
    const found = readJsonPath(parseJson(body), path.startsWith("[") ? `$${path}` : `$.${path}`);
    if (absent(found)) return undefined;
    return typeof found === "string" ? found : toJson(found);
  } catch {
    return undefined;
  }
}
