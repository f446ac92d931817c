import type { Inspected, Values } from "./inspected";
import { bytes, list, object, text, type Plain } from "./plain";

/**
 * The keys and values of a JSON body. `matchPattern` is everything or a list of JSON pointers, `matchScope` is
 * KEY, VALUE or ALL. A body that does not parse takes `invalidFallbackBehavior`; without one, AWS inspects up to
 * the first error, and here the whole text stands for that.
 */
export function jsonBody(view: Inspected, options: Plain): Values {
  if (view.request.body.length === 0) return [];
  const parsed = view.json;
  if (!parsed) {
    const behaviour = text(options.invalidFallbackBehavior);
    return behaviour === "MATCH" || behaviour === "NO_MATCH" ? behaviour === "MATCH" : [view.bodyText];
  }
  const scope = text(options.matchScope, "ALL");
  const pattern = object(list(options.matchPattern)[0]);
  const pointers = list(pattern.includedPaths).map((pointer) => text(pointer));
  const values: string[] = [];
  if (pointers.length === 0) {
    collect(parsed.value, scope, values);
    return values;
  }
  for (const pointer of pointers) {
    const target = resolve(parsed.value, pointer);
    if (target === undefined) continue;
    // The pointer's own last step is a key of the body, too.
    if (scope !== "VALUE" && pointer !== "") values.push(bytes(pointer.slice(pointer.lastIndexOf("/") + 1)));
    collect(target, scope, values);
  }
  return values;
}

/** Every string, number and boolean in the value, and every key; an explicit stack, so that no depth hurts. */
export function collect(root: unknown, scope: string, into: string[]): void {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--) stack.push(value[index]);
    } else if (value !== null && typeof value === "object") {
      const entries = Object.entries(value);
      if (scope !== "VALUE") for (const [key] of entries) into.push(bytes(key));
      for (let index = entries.length - 1; index >= 0; index--) stack.push(entries[index]?.[1]);
    } else if (scope !== "KEY" && value !== null && value !== undefined) {
      into.push(typeof value === "string" ? bytes(value) : String(value));
    }
  }
}

/** RFC 6901; undefined when the path does not exist. */
function resolve(root: unknown, pointer: string): unknown {
  let value = root;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
    value = (value as Plain)[key];
  }
  return value;
}
