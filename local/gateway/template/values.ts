/**
 * Values of a running template with Java's semantics. Integers are JS numbers (bigint beyond 2^53), floating point
 * numbers are {@link Decimal}s, maps keep their insertion order, and lists read from JSON print as JSON.
 */
export type Value =
  | null
  | undefined
  | boolean
  | string
  | number
  | bigint
  | Decimal
  | readonly Value[]
  | Map<string, Value>
  | HostObject;

/** A Java `Double`: prints `1.0` where an integer prints `1`. */
export class Decimal {
  constructor(readonly value: number) {}
}

/** A list that came from JSON. API Gateway prints it as JSON, unlike a list that the template wrote. */
export class JsonArray extends Array<Value> {
  static copy(items: readonly Value[]): JsonArray {
    const result = new JsonArray();
    for (const item of items) result.push(item);
    return result;
  }
}

/** An object that the gateway gives to templates: `$input`, `$util`, `$context`, `$foreach`, map entries. */
export abstract class HostObject {
  /** `$object.name`. */
  property(_name: string): Value {
    return undefined;
  }
  /** `$object.name(…)`; undefined when there is no such method. */
  call(_name: string, _args: readonly Value[]): Value {
    return undefined;
  }
  /** What the object prints; undefined when it prints as an undefined reference does. */
  text(): string | undefined {
    return undefined;
  }
}

/** Null and undefined references are both absent: templates cannot tell them apart. */
export const absent = (value: Value): value is null | undefined => value === null || value === undefined;

/** Velocity 1.7: everything is true except `false` and what is absent; the empty string and 0 are true. */
export const truthy = (value: Value): boolean => !absent(value) && value !== false;

export const isNumeric = (value: Value): value is number | bigint | Decimal =>
  typeof value === "number" || typeof value === "bigint" || value instanceof Decimal;

/** The number as JS computes with it; precision beyond 2^53 is lost. */
export const toNumber = (value: number | bigint | Decimal): number =>
  value instanceof Decimal ? value.value : Number(value);

/** `toString()`: `{a=1, b=[x, y]}` for maps and lists, JSON for lists from JSON. @throws RangeError beyond 10 MB. */
export function toText(value: Value): string {
  return isContainer(value) ? write(value, false, { left: TEXT_LIMIT }) : scalarText(value);
}

/** The value as compact JSON. @throws RangeError beyond 10 MB. */
export function toJson(value: Value): string {
  return write(value, true, { left: TEXT_LIMIT });
}

/** A payload is at most 10 MB, so no text in a template needs to be longer. */
export const TEXT_LIMIT = 10 * 1024 * 1024;

/** What one comparison or one text may still cost: values can share parts, so that they are huge when written out. */
interface Budget {
  left: number;
}

function spend(budget: Budget, amount: number): void {
  budget.left -= amount;
  if (budget.left < 0) throw new RangeError("a value is larger than 10 MB when it is written out");
}

const isContainer = (value: Value): value is Map<string, Value> | readonly Value[] =>
  value instanceof Map || Array.isArray(value);

function scalarText(value: Value): string {
  if (typeof value === "string") return value;
  if (absent(value)) return "null";
  if (value instanceof Decimal) return decimalText(value.value);
  return value instanceof HostObject ? (value.text() ?? "") : String(value);
}

function write(value: Value, json: boolean, budget: Budget): string {
  if (!isContainer(value)) {
    const text = scalarText(value);
    spend(budget, text.length + 2);
    return json && (typeof value === "string" || value instanceof HostObject) ? JSON.stringify(text) : text;
  }
  spend(budget, 2);
  const asJson = json || value instanceof JsonArray;
  const comma = asJson ? "," : ", ";
  if (!(value instanceof Map)) return `[${value.map((item) => write(item, asJson, budget)).join(comma)}]`;
  const entries = [...value].map(([key, item]) => {
    spend(budget, key.length + 2);
    return (json ? `${JSON.stringify(key)}:` : `${key}=`) + write(item, json, budget);
  });
  return `{${entries.join(comma)}}`;
}

/** `Double.toString`: always a fraction, and an exponent below 0.001 and from 10,000,000. */
export function decimalText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${exponent.replace("+", "")}`;
}

/** `==` of Velocity 1.7: numbers by value, same kinds by `equals`, different kinds by their text. */
export function equalValues(left: Value, right: Value, budget: Budget = { left: TEXT_LIMIT }): boolean {
  spend(budget, 1);
  if (absent(left) || absent(right)) return absent(left) && absent(right);
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right) === 0;
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length && left.every((item, index) => javaEquals(item, right[index], budget))
    );
  }
  if (left instanceof Map && right instanceof Map) {
    if (left.size !== right.size) return false;
    return [...left].every(([key, item]) => right.has(key) && javaEquals(item, right.get(key), budget));
  }
  return toText(left) === toText(right);
}

/** `Object.equals`: as `==`, but values of different kinds are never equal. */
export function javaEquals(left: Value, right: Value, budget?: Budget): boolean {
  if (absent(left) || absent(right)) return absent(left) && absent(right);
  return kindOf(left) === kindOf(right) && equalValues(left, right, budget);
}

function kindOf(value: Value): string {
  if (value instanceof Decimal) return "decimal";
  if (isNumeric(value)) return "integer";
  if (Array.isArray(value)) return "list";
  return value instanceof Map ? "map" : typeof value;
}

export function compareNumbers(left: number | bigint | Decimal, right: number | bigint | Decimal): number {
  if (typeof left === "bigint" && typeof right === "bigint") return left < right ? -1 : left > right ? 1 : 0;
  return toNumber(left) - toNumber(right);
}

/** An integer result in the smallest form that holds it exactly. */
export const integer = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
