import type { Block } from "./ast";
import { TemplateError } from "./types";

/** Line and column of an offset, both one-based. */
export function locate(source: string, offset: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** A reading position in a template. */
export class Cursor {
  at = 0;

  /** Levels of expressions so far; bounds recursion. */
  depth = 0;

  constructor(
    readonly source: string,
    /** Parses the content of a double-quoted string, which is a template itself, from its offset in the whole. */
    readonly nested: (source: string, offset: number) => Block,
    /** The template that this source is part of, and where in it. */
    readonly whole: string = source,
    readonly base = 0,
  ) {}

  /** A position in this source as an offset into the whole template. */
  offset(at: number): number {
    return this.base + at;
  }

  get done(): boolean {
    return this.at >= this.source.length;
  }

  peek(ahead = 0): string {
    return this.source.charAt(this.at + ahead);
  }

  startsWith(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  /** Takes the text if it comes next. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes what a sticky pattern matches. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const result = pattern.exec(this.source);
    if (result) this.at += result[0].length;
    return result;
  }

  space(): void {
    this.match(/\s*/y);
  }

  /** Skips blanks, then takes the text or fails. */
  expect(text: string, where: string): void {
    this.space();
    if (!this.take(text)) throw this.error(`'${text}' was expected ${where}, but found ${this.#found()}`);
  }

  error(message: string, at = this.at): TemplateError {
    const { line, column } = locate(this.whole, this.offset(at));
    return new TemplateError("GH4101", message, line, column);
  }

  #found(): string {
    return this.done ? "the end of the template" : JSON.stringify(this.source.slice(this.at, this.at + 12));
  }
}
