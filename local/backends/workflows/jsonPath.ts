import { type Json, isList, isObject, member } from "./json";
import { runtimeError } from "./statesError";

type Step = { readonly deep: boolean } & (
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "all" }
  | {
      readonly kind: "filter";
      readonly path: readonly Step[];
      readonly operator?: string;
      readonly operand?: Json;
    }
);

/** Definitions are few and paths in them repeat; the bound is for a path from an intrinsic that is made up anew. */
const CACHE_LIMIT = 2_000;
const cache = new Map<string, readonly Step[]>();

/** What a path finds: at most one value when it is definite, a list otherwise. */
export interface Found {
  readonly definite: boolean;
  readonly values: readonly Json[];
}

/**
 * Follows a JSONPath: names, indexes, slices, wildcards, `..` and filters on one comparison.
 * Source: Step Functions developer guide, "Paths"; the Amazon States Language, "Paths". @throws StatesError
 */
export function followPath(document: Json, path: string): Found {
  let steps = cache.get(path);
  if (!steps) {
    steps = parse(path);
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(path, steps);
  }
  return { definite: steps.every(isDefinite), values: follow(document, steps) };
}

/** As {@link followPath}, with the value itself: a list for an indefinite path, undefined where there is nothing. */
export function readPath(document: Json, path: string): Json | undefined {
  const { definite, values } = followPath(document, path);
  return definite ? values[0] : values;
}

/** The names and indexes of a reference path, which ResultPath may be. @throws StatesError */
export function referencePath(path: string): readonly (string | number)[] {
  return parse(path).map((step) => {
    if (!isDefinite(step)) throw runtimeError(`The path '${path}' must be a reference path`);
    if (step.kind === "names") return step.names[0] as string;
    return (step as { indexes: readonly number[] }).indexes[0] as number;
  });
}

const isDefinite = (step: Step): boolean =>
  !step.deep &&
  ((step.kind === "names" && step.names.length === 1) ||
    (step.kind === "indexes" && step.indexes.length === 1));

function follow(document: Json, steps: readonly Step[]): Json[] {
  let found: Json[] = [document];
  for (const step of steps)
    found = found
      .flatMap((value) => (step.deep ? descendants(value) : [value]))
      .flatMap((value) => select(value, step));
  return found;
}

function select(value: Json, step: Step): Json[] {
  switch (step.kind) {
    case "names":
      return step.names.flatMap((name) => {
        const found = member(value, name);
        return found === undefined ? [] : [found];
      });
    case "indexes":
      return isList(value) ? step.indexes.flatMap((index) => value.slice(...at(index))) : [];
    case "slice":
      return isList(value) ? value.slice(step.from, step.to) : [];
    case "all":
      return children(value);
    case "filter":
      return children(value).filter((item) => holds(item, step));
  }
}

const at = (index: number): [number, number | undefined] => [index, index === -1 ? undefined : index + 1];

const children = (value: Json): Json[] =>
  isList(value) ? [...value] : isObject(value) ? Object.values(value) : [];

function descendants(root: Json): Json[] {
  const found: Json[] = [];
  const open: Json[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    found.push(value);
    open.push(...children(value).reverse());
  }
  return found;
}

function holds(item: Json, { path, operator, operand }: Extract<Step, { kind: "filter" }>): boolean {
  const values = follow(item, path);
  const [value] = values;
  if (operator === undefined) return values.length > 0;
  if (value === undefined) return operator === "!=";
  if (operator === "==") return value === operand;
  if (operator === "!=") return value !== operand;
  if (typeof value !== typeof operand || operand === null || operand === undefined || value === null)
    return false;
  const order = value < operand ? -1 : value > operand ? 1 : 0;
  return { "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0 }[operator] ?? false;
}

const NAME = /^[^\s.[\](),'"*?@:=<>!&|]+/;
const QUOTED =
  /^\[\s*((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*)\s*\]/;
const INDEXES = /^\[\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*\]/;
const SLICE = /^\[\s*(-?\d+)?\s*:\s*(-?\d+)?\s*\]/;
const ALL = /^\[\s*\*\s*\]/;
const FILTER =
  /^\[\s*\?\s*\(\s*@((?:[^'"()\]]|\['[^']*'\])*?)\s*(?:(==|!=|<=|>=|<|>)\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)\s*)?\)\s*\]/;

function parse(path: string): Step[] {
  const syntax = (): Error => runtimeError(`The path '${path}' is not a JSONPath that is understood here`);
  if (!path.startsWith("$") && !path.startsWith("@")) throw syntax();
  let rest = path.slice(1);
  const steps: Step[] = [];
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match) rest = rest.slice(match[0].length);
    return match;
  };
  while (rest !== "") {
    const dots = take(/^\.{1,2}/)?.[0];
    const deep = dots === "..";
    const name = dots === undefined ? undefined : take(/^\*/)?.[0] === "*" ? "*" : take(NAME)?.[0];
    if (name !== undefined) {
      steps.push(name === "*" ? { deep, kind: "all" } : { deep, kind: "names", names: [name] });
      continue;
    }
    if (dots === ".") throw syntax();
    const step = bracket(take);
    if (!step) throw syntax();
    steps.push({ deep, ...step });
  }
  return steps;
}

type Bracket = Step extends infer S ? (S extends Step ? Omit<S, "deep"> : never) : never;

function bracket(take: (pattern: RegExp) => RegExpExecArray | null): Bracket | undefined {
  const quoted = take(QUOTED)?.[1];
  if (quoted !== undefined) {
    const texts = quoted.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g) ?? [];
    return { kind: "names", names: texts.map(unquote) };
  }
  const indexes = take(INDEXES)?.[1];
  if (indexes !== undefined) return { kind: "indexes", indexes: indexes.split(",").map(Number) };
  const slice = take(SLICE);
  if (slice) return { kind: "slice", from: optional(slice[1]), to: optional(slice[2]) };
  if (take(ALL)) return { kind: "all" };
  const filter = take(FILTER);
  if (!filter) return undefined;
  const [, path = "", operator, operand] = filter;
  if (operator === undefined || operand === undefined) return { kind: "filter", path: parse(`@${path}`) };
  return { kind: "filter", path: parse(`@${path}`), operator, operand: literal(operand) };
}

const optional = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);
const unquote = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, "$1");
const literal = (text: string): Json => (/^['"]/.test(text) ? unquote(text) : (JSON.parse(text) as Json));
