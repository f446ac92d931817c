import { callList, callMap } from "./javaCollections";
import { callBoolean, callNumber } from "./javaNumber";
import { callString } from "./javaString";
import { HostObject, isNumeric, type Value } from "./values";

/** What `#foreach` goes through: lists, the values of maps, and nothing for everything else. */
export function iterable(source: Value): readonly Value[] {
  if (Array.isArray(source)) return source;
  if (source instanceof Map) return [...source.values()];
  return [];
}

/** `$value.name`: a map's key, or what Java's getter `getName()` or `isName()` gives. */
export function property(value: Value, name: string): Value {
  if (value instanceof Map)
    return value.has(name) ? value.get(name) : name === "empty" ? value.size === 0 : undefined;
  if (value instanceof HostObject) return value.property(name);
  const getter = name.charAt(0).toUpperCase() + name.slice(1);
  return callMethod(value, `is${getter}`, []) ?? callMethod(value, `get${getter}`, []);
}

/** `$value.name(…)`; undefined when Java has no such method, which makes the reference undefined. */
export function callMethod(value: Value, name: string, args: readonly Value[]): Value {
  if (typeof value === "string") return callString(value, name, args);
  if (value instanceof Map) return callMap(value, name, args);
  if (value instanceof HostObject) return value.call(name, args);
  if (typeof value === "boolean") return callBoolean(value, name, args);
  if (isNumeric(value)) return callNumber(value, name, args);
  return Array.isArray(value) ? callList(value, name, args) : undefined;
}

const REGEX_METHODS: ReadonlySet<string> = new Set(["matches", "replaceAll", "replaceFirst", "split"]);

/** What a call costs, in steps: work on long texts and lists is bounded like everything else. */
export function cost(value: Value, name: string): number {
  if (typeof value === "string") return value.length >> (REGEX_METHODS.has(name) ? 3 : 6);
  if (value instanceof Map) return value.size >> 3;
  return Array.isArray(value) ? value.length >> 3 : 0;
}
