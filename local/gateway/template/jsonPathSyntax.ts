import type { Value } from "./values";

/** One step of a path. `deep` steps apply to the value and to everything below it. */
export interface Segment {
  readonly deep: boolean;
  readonly selector: Selector;
}

export type Selector =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "all" }
  | { readonly kind: "filter"; readonly filter: Filter }
  | { readonly kind: "function"; readonly name: string };

export type Filter =
  | { readonly kind: "or" | "and"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly operand: Filter }
  | { readonly kind: "exists"; readonly path: Path }
  | { readonly kind: "compare"; readonly operator: string; readonly left: Operand; readonly right: Operand };

export type Operand =
  | { readonly kind: "literal"; readonly value: Value }
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "pattern"; readonly source: string };

export interface Path {
  /** `@` paths start at the item under test, `$` paths at the document. */
  readonly relative: boolean;
  readonly segments: readonly Segment[];
  /** A definite path names at most one value; an indefinite one gives a list. */
  readonly definite: boolean;
}

/** Filters and parentheses that a path may nest. */
const DEPTH_LIMIT = 50;
const FUNCTIONS: ReadonlySet<string> = new Set("length size min max avg sum keys first last".split(" "));

/** Parses a JSONPath as Jayway reads it. @throws Error with the path and the place. */
export function parseJsonPath(source: string): Path {
  const trimmed = source.trim();
  const reader = new PathReader(/^[$@]/.test(trimmed) ? trimmed : `$.${trimmed}`);
  return reader.whole();
}

class PathReader {
  #at = 0;
  #depth = 0;

  constructor(readonly source: string) {}

  whole(): Path {
    const path = this.#path();
    this.#space();
    if (this.#at < this.source.length) throw this.#error("a step was expected");
    return path;
  }

  #path(): Path {
    const relative = this.#peek() === "@";
    this.#at++;
    const segments: Segment[] = [];
    for (;;) {
      const deep = this.#take("..");
      if (this.#peek() === "[") segments.push({ deep, selector: this.#bracket() });
      else if (deep || this.#take(".")) segments.push({ deep, selector: this.#dotted() });
      else break;
    }
    return { relative, segments, definite: segments.every(isDefinite) };
  }

  #dotted(): Selector {
    if (this.#take("*")) return { kind: "all" };
    const name = this.#match(/[^.[\]()\s=<>!&|,'"]+/y);
    if (name === undefined) throw this.#error("a name was expected");
    if (!this.#take("()")) return { kind: "names", names: [name] };
    if (!FUNCTIONS.has(name)) throw this.#error(`the function ${name}() is not known`);
    return { kind: "function", name };
  }

  #bracket(): Selector {
    this.#at++;
    this.#space();
    const selector = this.#selector();
    this.#space();
    if (!this.#take("]")) throw this.#error("']' was expected");
    return selector;
  }

  #selector(): Selector {
    if (this.#take("*")) return { kind: "all" };
    if (this.#take("?")) {
      this.#space();
      if (!this.#take("(")) throw this.#error("'(' was expected after '?'");
      const filter = this.#or();
      if (!this.#take(")")) throw this.#error("')' was expected");
      return { kind: "filter", filter };
    }
    if (this.#peek() === "'" || this.#peek() === '"') {
      return { kind: "names", names: this.#separated(() => this.#quoted()) };
    }
    const slice = /(-?\d+)?\s*:\s*(-?\d+)?/y;
    slice.lastIndex = this.#at;
    const match = slice.exec(this.source);
    if (match) {
      this.#at += match[0].length;
      const bound = (text?: string): number | undefined => (text === undefined ? undefined : Number(text));
      return { kind: "slice", from: bound(match[1]), to: bound(match[2]) };
    }
    return { kind: "indexes", indexes: this.#separated(() => this.#index()) };
  }

  #separated<T>(read: () => T): readonly T[] {
    const result: T[] = [];
    do {
      this.#space();
      result.push(read());
      this.#space();
    } while (this.#take(","));
    return result;
  }

  #index(): number {
    const digits = this.#match(/-?\d+/y);
    if (digits === undefined) throw this.#error("an index or a quoted name was expected");
    return Number(digits);
  }

  #quoted(): string {
    const match = this.#match(this.#peek() === "'" ? /'(?:[^'\\]|\\[^])*'/y : /"(?:[^"\\]|\\[^])*"/y);
    if (match === undefined) throw this.#error("the quoted text does not end");
    return match.slice(1, -1).replace(/\\([^])/g, "$1");
  }

  #or(): Filter {
    let left = this.#and();
    for (this.#space(); this.#take("||"); this.#space()) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#test();
    for (this.#space(); this.#take("&&"); this.#space()) left = { kind: "and", left, right: this.#test() };
    return left;
  }

  #test(): Filter {
    if (++this.#depth > DEPTH_LIMIT) throw this.#error("filters nest too deeply");
    this.#space();
    const result = this.#unguarded();
    this.#depth--;
    return result;
  }

  #unguarded(): Filter {
    if (this.#take("!")) return { kind: "not", operand: this.#test() };
    if (this.#take("(")) {
      const inner = this.#or();
      if (!this.#take(")")) throw this.#error("')' was expected");
      return inner;
    }
    const left = this.#operand();
    this.#space();
    const operator = this.#match(/==|!=|<=|>=|<|>|=~|(?:in|nin|size|empty|contains)\b/iy)?.toLowerCase();
    if (operator !== undefined) return { kind: "compare", operator, left, right: this.#operand() };
    if (left.kind !== "path") throw this.#error("a comparison was expected");
    return { kind: "exists", path: left.path };
  }

  #operand(): Operand {
    this.#space();
    const char = this.#peek();
    if (char === "@" || char === "$") return { kind: "path", path: this.#path() };
    if (char === "/") {
      const source = this.#match(/\/(?:[^/\\]|\\[^])*\/[imsu]*/y);
      if (source === undefined) throw this.#error("the pattern does not end");
      const end = source.lastIndexOf("/");
      const flags = source.slice(end + 1).replace("u", "");
      return { kind: "pattern", source: (flags ? `(?${flags})` : "") + source.slice(1, end) };
    }
    return { kind: "literal", value: this.#literal() };
  }

  #literal(): Value {
    this.#space();
    const char = this.#peek();
    if (char === "'" || char === '"') return this.#quoted();
    if (this.#take("[")) {
      this.#space();
      if (this.#take("]")) return [];
      const items = this.#separated(() => this.#literal());
      if (!this.#take("]")) throw this.#error("']' was expected");
      return items;
    }
    const word = this.#match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true\b|false\b|null\b/y);
    if (word === undefined) throw this.#error("a value was expected");
    if (word === "null") return null;
    return word === "true" || word === "false" ? word === "true" : Number(word);
  }

  #peek(): string {
    return this.source.charAt(this.#at);
  }

  #take(text: string): boolean {
    if (!this.source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.source)?.[0];
    this.#at += text?.length ?? 0;
    return text;
  }

  #space(): void {
    while (/\s/.test(this.#peek())) this.#at++;
  }

  #error(message: string): Error {
    return new Error(`Invalid JSONPath ${JSON.stringify(this.source)}: ${message} at offset ${this.#at}`);
  }
}

function isDefinite(segment: Segment): boolean {
  if (segment.deep) return false;
  const { selector } = segment;
  if (selector.kind === "indexes") return selector.indexes.length === 1;
  return selector.kind === "names" || selector.kind === "function";
}
