import { createHash } from "node:crypto";
import { type Json, isList, isObject } from "./json";
import { readPath } from "./jsonPath";
import { StatesError } from "./statesError";

/** What paths and intrinsic functions are evaluated against. */
export interface Scope {
  readonly input: Json;
  /** The context object, `$$`. */
  readonly context: Json;
  /** Makes UUIDs. */
  readonly newId: () => string;
}

type Intrinsic = (values: readonly Json[], scope: Scope) => Json | undefined;

const failure = (cause: string): StatesError => new StatesError("States.IntrinsicFailure", cause);
const text = (value: Json | undefined): string => {
  if (typeof value !== "string") throw failure("A string is expected");
  return value;
};
const list = (value: Json | undefined): readonly Json[] => {
  if (!isList(value)) throw failure("An array is expected");
  return value;
};
const number = (value: Json | undefined): number => {
  if (typeof value !== "number") throw failure("A number is expected");
  return value;
};
const plain = (value: Json | undefined): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? null);
const same = (a: Json, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

const HASHES: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/** Source: Step Functions developer guide, "Intrinsic functions for JSONPath states". */
const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  "States.Format": ([template, ...values]) => {
    let next = 0;
    const filled = text(template).replace(/\\(.)|\{\}/g, (all, escaped: string | undefined) =>
      escaped !== undefined ? escaped : next < values.length ? plain(values[next++]) : (next++, all),
    );
    if (next !== values.length) throw failure("States.Format needs one argument for each {}");
    return filled;
  },
  "States.StringToJson": ([value]) => {
    try {
      return JSON.parse(text(value)) as Json;
    } catch (error) {
      throw failure(error instanceof StatesError ? error.cause : "The string is not JSON");
    }
  },
  "States.JsonToString": ([value]) => JSON.stringify(value ?? null),
  "States.Array": (values) => [...values],
  "States.ArrayPartition": ([values, size]) => {
    const width = Math.floor(number(size));
    if (width < 1) throw failure("The chunk size must be positive");
    const all = list(values);
    return Array.from({ length: Math.ceil(all.length / width) }, (_, at) =>
      all.slice(at * width, (at + 1) * width),
    );
  },
  "States.ArrayContains": ([values, wanted]) => list(values).some((value) => same(value, wanted)),
  "States.ArrayRange": ([first, last, step]) => {
    const [from, to, by] = [number(first), number(last), number(step)];
    if (by === 0) throw failure("The step must not be 0");
    const length = Math.max(0, Math.floor((to - from) / by) + 1);
    if (length > 1_000) throw failure("A range has at most 1000 items");
    return Array.from({ length }, (_, index) => from + index * by);
  },
  "States.ArrayGetItem": ([values, index]) => list(values)[number(index)],
  "States.ArrayLength": ([values]) => list(values).length,
  "States.ArrayUnique": ([values]) =>
    list(values).filter((value, index, all) => all.findIndex((other) => same(other, value)) === index),
  "States.Base64Encode": ([value]) => Buffer.from(text(value)).toString("base64"),
  "States.Base64Decode": ([value]) => Buffer.from(text(value), "base64").toString(),
  "States.Hash": ([value, algorithm]) => {
    const name = HASHES[text(algorithm)];
    if (name === undefined) throw failure(`Unknown hash ${text(algorithm)}`);
    return createHash(name).update(plain(value)).digest("hex");
  },
  "States.JsonMerge": ([first, second, deep]) => {
    if (!isObject(first) || !isObject(second)) throw failure("Objects are expected");
    if (deep !== false) throw failure("States.JsonMerge does shallow merges only");
    return { ...first, ...second };
  },
  "States.MathAdd": ([a, b]) => Math.round(number(a)) + Math.round(number(b)),
  // Random on AWS; with a seed the same each time, which is all that a rehearsal can promise.
  "States.MathRandom": ([first, last, seed], { newId }) => {
    const [from, to] = [Math.round(number(first)), Math.round(number(last))];
    if (to <= from) throw failure("The range is empty");
    const digest = createHash("sha256")
      .update(seed === undefined ? newId() : String(seed))
      .digest();
    return from + (digest.readUInt32BE(0) % (to - from));
  },
  "States.StringSplit": ([value, separators]) => {
    const cut = new Set(text(separators));
    const parts: string[] = [""];
    for (const character of text(value))
      if (cut.has(character)) parts.push("");
      else parts.push(`${parts.pop() ?? ""}${character}`);
    return parts.filter((part) => part !== "");
  },
  "States.UUID": (_, { newId }) => newId(),
};

/** Evaluates a path, `$$` path or intrinsic function. Undefined: a path that leads nowhere. @throws StatesError */
export function evaluate(expression: string, scope: Scope): Json | undefined {
  const source = expression.trim();
  if (!source.startsWith("States.")) return evaluatePath(source, scope);
  const reader = new Reader(source);
  const value = call(reader, scope);
  if (!reader.atEnd()) throw failure(`The intrinsic '${expression}' goes on after its end`);
  return value;
}

const evaluatePath = (path: string, { input, context }: Scope): Json | undefined =>
  path.startsWith("$$") ? readPath(context, path.slice(1)) : readPath(input, path);

/** Nested at most ten deep on AWS; the stack bears more. */
function call(reader: Reader, scope: Scope): Json | undefined {
  const name = reader.take(/^States\.[A-Za-z0-9]+/) ?? "";
  const run = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (!run || reader.take(/^\s*\(/) === undefined)
    throw failure(`Unknown intrinsic function '${reader.source}'`);
  const values: Json[] = [];
  if (reader.take(/^\s*\)/) !== undefined) return run(values, scope);
  do values.push(argument(reader, scope));
  while (reader.take(/^\s*,/) !== undefined);
  if (reader.take(/^\s*\)/) === undefined) throw failure(`The intrinsic '${reader.source}' is not closed`);
  return run(values, scope);
}

function argument(reader: Reader, scope: Scope): Json {
  reader.take(/^\s+/);
  const quoted = reader.take(/^'(?:[^'\\]|\\[^])*'/);
  // A backslash stays before braces: States.Format reads it.
  if (quoted !== undefined) return quoted.slice(1, -1).replace(/\\(['\\])/g, "$1");
  const literal = reader.take(/^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=\s*[,)])/);
  if (literal !== undefined) return JSON.parse(literal) as Json;
  if (reader.sees("States.")) return call(reader, scope) ?? null;
  const path = reader.take(/^\$\$?(?:\[[^\]]*\]|[^,()\s[\]])*/);
  if (path === undefined) throw failure(`An argument of '${reader.source}' is not understood`);
  const value = evaluatePath(path, scope);
  if (value === undefined)
    throw new StatesError(
      "States.ParameterPathFailure",
      `The JSONPath '${path}' could not be found in the input`,
    );
  return value;
}

class Reader {
  private rest: string;

  constructor(readonly source: string) {
    this.rest = source;
  }

  take(pattern: RegExp): string | undefined {
    const found = pattern.exec(this.rest)?.[0];
    if (found !== undefined) this.rest = this.rest.slice(found.length);
    return found;
  }

  sees(text: string): boolean {
    return this.rest.startsWith(text);
  }

  atEnd(): boolean {
    return this.rest.trim() === "";
  }
}
