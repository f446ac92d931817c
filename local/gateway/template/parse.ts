import type { Block, Branch, Macro, Node, Parsed } from "./ast";
import { Cursor } from "./cursor";
import { parseArguments, parseExpression, parseReference } from "./expression";

/** Blocks, and strings inside strings, that a template may nest. */
const DEPTH_LIMIT = 60;

const DIRECTIVES: ReadonlySet<string> = new Set(
  "set if elseif else end foreach define macro break stop".split(" "),
);
/** Directives of Velocity that read files or evaluate text; API Gateway has neither. */
const REFUSED: ReadonlySet<string> = new Set(["include", "parse", "evaluate"]);

/**
 * Parses a template. Whitespace follows Velocity 1.7: directives take the rest of their line with them when nothing
 * else is on it, and `#set` also takes the blanks before it. @throws TemplateError GH4101.
 */
export function parseTemplate(source: string): Parsed {
  const macros = new Map<string, Macro>();
  const body = new TemplateParser(source, macros, 0).parse();
  return { body, macros };
}

class TemplateParser {
  readonly #cursor: Cursor;
  readonly #macros: Map<string, Macro>;
  readonly #depth: number;

  constructor(source: string, macros: Map<string, Macro>, depth: number, whole = source, base = 0) {
    this.#macros = macros;
    this.#depth = depth;
    const nested = (text: string, offset: number): Block =>
      new TemplateParser(text, macros, depth + 1, whole, offset).parse();
    this.#cursor = new Cursor(source, nested, whole, base);
    if (depth > DEPTH_LIMIT) throw this.#cursor.error("strings and blocks nest too deeply");
  }

  parse(): Block {
    const { body, end } = this.#block(this.#depth);
    if (end !== undefined) throw this.#cursor.error(`#${end} without a block that it belongs to`);
    return body;
  }

  /** Reads until the directive that ends the block, which is taken, or the end of the source. */
  #block(depth: number): { readonly body: Block; readonly end: "end" | "else" | "elseif" | undefined } {
    const cursor = this.#cursor;
    if (depth > DEPTH_LIMIT) throw cursor.error("blocks nest too deeply");
    const body: Node[] = [];
    while (!cursor.done) {
      const plain = cursor.match(/[^$#\\]+/y);
      if (plain) text(body, plain[0]);
      else if (cursor.peek() === "$") this.#reference(body, 0);
      else if (cursor.peek() === "\\") this.#escape(body);
      else {
        const end = this.#hash(body, depth);
        if (end) return { body, end };
      }
    }
    return { body, end: undefined };
  }

  #reference(body: Node[], backslashes: number): void {
    const cursor = this.#cursor;
    const reference = parseReference(cursor);
    if (reference) body.push({ kind: "reference", reference, backslashes });
    else text(body, "\\".repeat(backslashes) + cursor.source.charAt(cursor.at++));
  }

  /** Backslashes before a reference or a directive: each pair prints one, an odd one makes it plain text. */
  #escape(body: Node[]): void {
    const cursor = this.#cursor;
    const run = cursor.match(/\\+/y)?.[0] ?? "";
    if (cursor.peek() === "$") return this.#reference(body, run.length);
    const word = cursor.peek() === "#" ? /#\{?([a-z]+)/y : undefined;
    const start = cursor.at;
    const name = word && cursor.match(word)?.[1];
    if (name === undefined || !(DIRECTIVES.has(name) || this.#macros.has(name))) {
      cursor.at = start;
      return text(body, run);
    }
    text(body, run.slice(0, Math.floor(run.length / 2)));
    if (run.length % 2 === 1) text(body, cursor.source.slice(start, cursor.at));
    else cursor.at = start;
  }

  #hash(body: Node[], depth: number): "end" | "else" | "elseif" | undefined {
    const cursor = this.#cursor;
    const start = cursor.at;
    if (cursor.match(/##[^\r\n]*(?:\r\n|\r|\n)?/y)) return undefined;
    if (cursor.take("#*")) return this.#skipTo("*#", "the comment", start);
    if (cursor.take("#[[")) {
      this.#skipTo("]]#", "the unparsed text", start);
      text(body, cursor.source.slice(start + 3, cursor.at - 3));
      return undefined;
    }
    const word = cursor.match(/#(?:([a-zA-Z_@][\w@]*)|\{([a-zA-Z_@][\w@]*)\})/y);
    const name = word?.[1] ?? word?.[2] ?? "";
    switch (name) {
      case "end":
      case "else":
        this.#restOfLine();
        return name;
      case "elseif":
        return name;
      case "set":
        this.#set(body);
        return undefined;
      case "if":
        body.push(this.#if(depth, start));
        return undefined;
      case "foreach":
        body.push(this.#foreach(depth, start));
        return undefined;
      case "define":
        body.push(this.#define(depth, start));
        return undefined;
      case "macro":
        this.#macro(depth, start);
        return undefined;
      case "break":
      case "stop":
        body.push({ kind: name });
        return undefined;
      default:
        this.#call(body, name, start);
        return undefined;
    }
  }

  #skipTo(close: string, what: string, start: number): undefined {
    const cursor = this.#cursor;
    const end = cursor.source.indexOf(close, cursor.at);
    if (end < 0) throw cursor.error(`${what} is not closed by '${close}'`, start);
    cursor.at = end + close.length;
    return undefined;
  }

  #restOfLine(): void {
    this.#cursor.match(/[ \t]*(?:\r\n|\r|\n)/y);
  }

  #open(name: string): void {
    this.#cursor.match(/[ \t]*/y);
    if (!this.#cursor.take("(")) throw this.#cursor.error(`'(' was expected after #${name}`);
  }

  #close(name: string): void {
    this.#cursor.expect(")", `to close #${name}`);
    this.#restOfLine();
  }

  #set(body: Node[]): void {
    const cursor = this.#cursor;
    this.#open("set");
    cursor.space();
    const target = parseReference(cursor);
    if (!target) throw cursor.error("#set needs a reference to assign to");
    cursor.expect("=", "in #set");
    const value = parseExpression(cursor);
    this.#close("set");
    const last = body.at(-1);
    if (last?.kind === "text")
      body[body.length - 1] = { kind: "text", text: withoutTrailingBlanks(last.text) };
    body.push({ kind: "set", target, value });
  }

  #if(depth: number, start: number): Node {
    const branches: Branch[] = [];
    let name: "if" | "elseif" | "else" = "if";
    for (;;) {
      let condition;
      if (name !== "else") {
        this.#open(name);
        condition = parseExpression(this.#cursor);
        this.#close(name);
      }
      const { body, end } = this.#block(depth + 1);
      branches.push(condition ? { condition, body } : { body });
      if (end === "end") return { kind: "if", branches };
      if (end === undefined) throw this.#cursor.error(`#${name} is not closed by #end`, start);
      if (name === "else") throw this.#cursor.error(`#${end} after #else`);
      name = end;
    }
  }

  #body(name: string, depth: number, start: number): Block {
    const { body, end } = this.#block(depth + 1);
    if (end !== "end") {
      throw this.#cursor.error(end ? `#${end} inside #${name}` : `#${name} is not closed by #end`, start);
    }
    return body;
  }

  #foreach(depth: number, start: number): Node {
    const cursor = this.#cursor;
    this.#open("foreach");
    cursor.space();
    const variable = parseReference(cursor)?.root;
    if (variable === undefined) throw cursor.error("#foreach needs a reference for its items");
    cursor.expect("in", "in #foreach");
    const source = parseExpression(cursor);
    this.#close("foreach");
    return { kind: "foreach", variable, source, body: this.#body("foreach", depth, start) };
  }

  #define(depth: number, start: number): Node {
    this.#open("define");
    this.#cursor.space();
    const variable = parseReference(this.#cursor)?.root;
    if (variable === undefined) throw this.#cursor.error("#define needs a reference");
    this.#close("define");
    return { kind: "define", variable, body: this.#body("define", depth, start) };
  }

  #macro(depth: number, start: number): void {
    const cursor = this.#cursor;
    this.#open("macro");
    cursor.space();
    const name = cursor.match(/[a-zA-Z_][\w]*/y)?.[0];
    if (name === undefined) throw cursor.error("#macro needs a name");
    const parameters: string[] = [];
    cursor.match(/[\s,]*/y);
    for (let next = parseReference(cursor); next; next = parseReference(cursor)) {
      parameters.push(next.root);
      cursor.match(/[\s,]*/y);
    }
    this.#close("macro");
    // Known before its body is read, so that it may call itself; calls are bounded when they run.
    this.#macros.set(name, { parameters, body: [] });
    this.#macros.set(name, { parameters, body: this.#body("macro", depth, start) });
  }

  #call(body: Node[], name: string, start: number): void {
    const cursor = this.#cursor;
    if (REFUSED.has(name) && cursor.peek() === "(") {
      throw cursor.error(`#${name} is not available in API Gateway's mapping templates`, start);
    }
    if (this.#macros.has(name) && cursor.peek() === "(") {
      body.push({
        kind: "macro",
        name,
        arguments: parseArguments(cursor, "blank"),
        at: cursor.offset(start),
      });
      return;
    }
    if (cursor.at === start) cursor.at++;
    text(body, cursor.source.slice(start, cursor.at));
  }
}

function text(body: Node[], value: string): void {
  if (value === "") return;
  const last = body.at(-1);
  if (last?.kind === "text") body[body.length - 1] = { kind: "text", text: last.text + value };
  else body.push({ kind: "text", text: value });
}

function withoutTrailingBlanks(value: string): string {
  let end = value.length;
  while (end > 0 && (value.charAt(end - 1) === " " || value.charAt(end - 1) === "\t")) end--;
  return value.slice(0, end);
}
