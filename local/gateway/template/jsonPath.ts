import { javaRegex } from "./javaRegex";
import {
  parseJsonPath,
  type Filter,
  type Operand,
  type Path,
  type Segment,
  type Selector,
} from "./jsonPathSyntax";
import { absent, Decimal, equalValues, isNumeric, JsonArray, toNumber, toText, type Value } from "./values";

/** Paths are written in templates, so there are few; the bound is for those that come with a request. */
const CACHE_LIMIT = 500;
const cache = new Map<string, Path>();

/**
 * What a JSONPath finds, as Jayway's `JsonPath.read` gives it: one value for a definite path, undefined when there is
 * none, and a list for paths with wildcards, `..`, filters, slices or several indexes. @throws Error on bad syntax.
 */
export function readJsonPath(document: Value, source: string): Value {
  if (source === "$") return document;
  let path = cache.get(source);
  if (!path) {
    path = parseJsonPath(source);
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(source, path);
  }
  return read(path, document, document);
}

function read(path: Path, document: Value, item: Value): Value {
  let found: readonly Value[] = [path.relative ? item : document];
  let spread = false;
  for (const segment of path.segments) {
    // A function sees everything that an indefinite path has found so far as one list.
    if (segment.selector.kind === "function" && spread) {
      found = [aggregate(segment.selector.name, JsonArray.copy(found))];
      spread = false;
      continue;
    }
    found = step(segment, found, document);
    spread ||= segment.deep || !path.definite;
  }
  if (path.definite) return found[0];
  const last = path.segments.at(-1)?.selector.kind;
  return last === "function" ? found[0] : JsonArray.copy(found);
}

function step(segment: Segment, values: readonly Value[], document: Value): readonly Value[] {
  const result: Value[] = [];
  for (const value of values) {
    const targets = segment.deep ? descendants(value) : [value];
    for (const target of targets) select(segment.selector, target, document, result);
  }
  return result;
}

/** The value and everything below it, parents first; an explicit stack, so that depth does not matter. */
function descendants(root: Value): readonly Value[] {
  const result: Value[] = [];
  const stack: Value[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (!(value instanceof Map) && !Array.isArray(value)) continue;
    result.push(value);
    for (const child of [...value.values()].reverse()) stack.push(child);
  }
  return result;
}

function select(selector: Selector, target: Value, document: Value, into: Value[]): void {
  switch (selector.kind) {
    case "names":
      return selectNames(selector.names, target, into);
    case "all":
      if (target instanceof Map || Array.isArray(target)) into.push(...target.values());
      return;
    case "indexes":
      if (!Array.isArray(target)) return;
      for (const index of selector.indexes) {
        const at = index < 0 ? target.length + index : index;
        if (at >= 0 && at < target.length) into.push(target[at]);
      }
      return;
    case "slice":
      if (Array.isArray(target)) into.push(...target.slice(selector.from ?? 0, selector.to));
      return;
    case "filter":
      if (Array.isArray(target))
        into.push(...target.filter((item) => holds(selector.filter, document, item)));
      else if (target instanceof Map && holds(selector.filter, document, target)) into.push(target);
      return;
    default:
      into.push(aggregate(selector.name, target));
  }
}

/** Several names give one object of those that exist. */
function selectNames(names: readonly string[], target: Value, into: Value[]): void {
  if (!(target instanceof Map)) return;
  const [name] = names;
  if (names.length === 1 && name !== undefined) {
    if (target.has(name)) into.push(target.get(name));
    return;
  }
  into.push(new Map(names.filter((key) => target.has(key)).map((key) => [key, target.get(key)])));
}

function aggregate(name: string, target: Value): Value {
  if (name === "keys") return target instanceof Map ? JsonArray.copy([...target.keys()]) : undefined;
  if (name === "length" || name === "size") {
    if (target instanceof Map) return target.size;
    return Array.isArray(target) || typeof target === "string" ? target.length : undefined;
  }
  if (!Array.isArray(target)) return undefined;
  if (name === "first") return target[0];
  if (name === "last") return target.at(-1);
  const numbers = target.filter(isNumeric).map(toNumber);
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, number) => total + number, 0);
  if (name === "sum") return new Decimal(sum);
  if (name === "avg") return new Decimal(sum / numbers.length);
  return new Decimal(numbers.reduce((a, b) => (name === "min" ? Math.min(a, b) : Math.max(a, b))));
}

function holds(filter: Filter, document: Value, item: Value): boolean {
  switch (filter.kind) {
    case "or":
      return holds(filter.left, document, item) || holds(filter.right, document, item);
    case "and":
      return holds(filter.left, document, item) && holds(filter.right, document, item);
    case "not":
      return !holds(filter.operand, document, item);
    case "exists": {
      const value = read(filter.path, document, item);
      return filter.path.definite ? value !== undefined : Array.isArray(value) && value.length > 0;
    }
    default:
      return compare(filter.operator, filter.left, filter.right, document, item);
  }
}

function compare(operator: string, left: Operand, right: Operand, document: Value, item: Value): boolean {
  const value = evaluate(left, document, item);
  if (operator === "=~") {
    const pattern = right.kind === "pattern" ? right.source : toText(evaluate(right, document, item));
    return typeof value === "string" && javaRegex(pattern).matcher(value).matches();
  }
  const other = evaluate(right, document, item);
  switch (operator) {
    case "==":
      return same(value, other);
    case "!=":
      return !same(value, other);
    case "in":
      return Array.isArray(other) && other.some((entry) => same(value, entry));
    case "nin":
      return Array.isArray(other) && !other.some((entry) => same(value, entry));
    case "contains":
      return typeof value === "string"
        ? value.includes(toText(other))
        : Array.isArray(value) && value.some((entry) => same(entry, other));
    case "size":
      return (Array.isArray(value) || typeof value === "string") && same(value.length, other);
    case "empty":
      return (Array.isArray(value) || typeof value === "string") && (value.length === 0) === other;
    default:
      return inOrder(operator, value, other);
  }
}

/** Jayway never takes a string for a number. */
function same(left: Value, right: Value): boolean {
  if (absent(left) || absent(right)) return absent(left) && absent(right);
  return typeof left === "string" || typeof right === "string" ? left === right : equalValues(left, right);
}

function inOrder(operator: string, left: Value, right: Value): boolean {
  const numeric = isNumeric(left) && isNumeric(right);
  if (!numeric && !(typeof left === "string" && typeof right === "string")) return false;
  const difference = numeric ? toNumber(left) - toNumber(right) : left < right ? -1 : left > right ? 1 : 0;
  if (operator === "<") return difference < 0;
  if (operator === "<=") return difference <= 0;
  return operator === ">" ? difference > 0 : difference >= 0;
}

function evaluate(operand: Operand, document: Value, item: Value): Value {
  if (operand.kind === "literal") return operand.value;
  return operand.kind === "path" ? read(operand.path, document, item) : operand.source;
}
