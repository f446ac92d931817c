import { Decimal, integer, JsonArray, type Value } from "./values";

/** Nesting beyond this is refused rather than recursed into. */
const DEPTH_LIMIT = 512;

/**
 * Parses JSON into template values: objects keep the order of their keys (JS objects would move `"1"` to the front),
 * and `1.0` stays a floating point number. @throws SyntaxError with the offset.
 */
export function parseJson(source: string): Value {
  return new Reader(source).document();
}

class Reader {
  #at = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  document(): Value {
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#source.length) throw this.#error("text after the document");
    return value;
  }

  #value(depth: number): Value {
    this.#space();
    if (depth > DEPTH_LIMIT) throw this.#error("too many levels");
    switch (this.#source.charCodeAt(this.#at)) {
      case 0x7b: // {
        return this.#object(depth);
      case 0x5b: // [
        return this.#array(depth);
      case 0x22: // "
        return this.#string();
      case 0x74: // t
        return this.#word("true", true);
      case 0x66: // f
        return this.#word("false", false);
      case 0x6e: // n
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): Map<string, Value> {
    const result = new Map<string, Value>();
    this.#at++;
    if (this.#next("}")) return result;
    do {
      this.#space();
      if (this.#source.charAt(this.#at) !== '"') throw this.#error("a key was expected");
      const key = this.#string();
      if (!this.#next(":")) throw this.#error("':' was expected");
      result.set(key, this.#value(depth + 1));
    } while (this.#next(","));
    if (!this.#next("}")) throw this.#error("',' or '}' was expected");
    return result;
  }

  #array(depth: number): JsonArray {
    const result = new JsonArray();
    this.#at++;
    if (this.#next("]")) return result;
    do result.push(this.#value(depth + 1));
    while (this.#next(","));
    if (!this.#next("]")) throw this.#error("',' or ']' was expected");
    return result;
  }

  #string(): string {
    const start = this.#at;
    for (let at = start + 1; ; at++) {
      const code = this.#source.charCodeAt(at);
      if (code === 0x22) {
        this.#at = at + 1;
        return this.#source.slice(start + 1, at);
      }
      if (code === 0x5c) return this.#escaped(start, at);
      if (Number.isNaN(code) || code < 0x20) throw this.#error("the string does not end");
    }
  }

  /** A string with escapes; finding its end here and leaving the rest to the platform is quickest. */
  #escaped(start: number, from: number): string {
    let at = from;
    while (at < this.#source.length && this.#source.charAt(at) !== '"')
      at += this.#source.charAt(at) === "\\" ? 2 : 1;
    this.#at = at + 1;
    try {
      return String(JSON.parse(this.#source.slice(start, at + 1)));
    } catch {
      this.#at = start;
      throw this.#error("the string is not valid");
    }
  }

  #number(): Value {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#source);
    if (!match) throw this.#error("a value was expected");
    this.#at += match[0].length;
    if (match[1] !== undefined || match[2] !== undefined) return new Decimal(Number(match[0]));
    const value = Number(match[0]);
    return Number.isSafeInteger(value) ? value + 0 : integer(BigInt(match[0]));
  }

  #word<T extends Value>(word: string, value: T): T {
    if (!this.#source.startsWith(word, this.#at)) throw this.#error("a value was expected");
    this.#at += word.length;
    return value;
  }

  #next(char: string): boolean {
    this.#space();
    if (this.#source.charAt(this.#at) !== char) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    for (;;) {
      const code = this.#source.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #error(message: string): SyntaxError {
    return new SyntaxError(`${message} at offset ${this.#at}`);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
