import type { BinaryOperator, Expression, Reference, Step } from "./ast";
import type { Cursor } from "./cursor";
import { integer } from "./values";

/** Levels of parentheses, lists and arguments that a template may nest. */
const DEPTH_LIMIT = 100;

const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_-]*/y;
const PROPERTY = /\.([A-Za-z][A-Za-z0-9_-]*)/y;

/** Parses an expression of `#set`, `#if`, `#foreach`, an argument or an index. */
export function parseExpression(cursor: Cursor): Expression {
  if (++cursor.depth > DEPTH_LIMIT) throw cursor.error(`an expression nests more than ${DEPTH_LIMIT} levels`);
  const result = parseLogical(cursor, OR, () => parseLogical(cursor, AND, () => parseComparison(cursor)));
  cursor.depth--;
  return result;
}

interface Logical {
  readonly kind: "and" | "or";
  readonly token: RegExp;
}
const OR: Logical = { kind: "or", token: /\s*(?:\|\||or\b(?![-.]))/y };
const AND: Logical = { kind: "and", token: /\s*(?:&&|and\b(?![-.]))/y };

function parseLogical(cursor: Cursor, logical: Logical, operand: () => Expression): Expression {
  let left = operand();
  while (cursor.match(logical.token)) left = { kind: logical.kind, left, right: operand() };
  return left;
}

const COMPARISON = /\s*(==|!=|<=|>=|<|>|(?:eq|ne|le|ge|lt|gt)\b)/y;
const WORDS: Readonly<Record<string, BinaryOperator>> = {
  eq: "==",
  ne: "!=",
  le: "<=",
  ge: ">=",
  lt: "<",
  gt: ">",
};

function parseComparison(cursor: Cursor): Expression {
  return parseBinary(cursor, COMPARISON, () =>
    parseBinary(cursor, /\s*([+-])/y, () => parseBinary(cursor, /\s*([*/%])/y, () => parseUnary(cursor))),
  );
}

function parseBinary(cursor: Cursor, token: RegExp, operand: () => Expression): Expression {
  let left = operand();
  for (;;) {
    const at = cursor.at;
    const operator = cursor.match(token)?.[1];
    if (operator === undefined) return left;
    left = {
      kind: "binary",
      operator: WORDS[operator] ?? (operator as BinaryOperator),
      left,
      right: operand(),
      at: cursor.offset(at),
    };
  }
}

function parseUnary(cursor: Cursor): Expression {
  cursor.space();
  if (cursor.match(/!(?!=)|not\b/y)) {
    if (++cursor.depth > DEPTH_LIMIT)
      throw cursor.error(`an expression nests more than ${DEPTH_LIMIT} levels`);
    const operand = parseUnary(cursor);
    cursor.depth--;
    return { kind: "not", operand };
  }
  return parsePrimary(cursor);
}

function parsePrimary(cursor: Cursor): Expression {
  const char = cursor.peek();
  if (char === "$") {
    const reference = parseReference(cursor);
    if (!reference) throw cursor.error("a reference was expected after '$'");
    return { kind: "value", reference };
  }
  if (char === "'" || char === '"') return parseString(cursor);
  if (char === "(") {
    cursor.at++;
    const inner = parseExpression(cursor);
    cursor.expect(")", "to close the parenthesis");
    return inner;
  }
  if (char === "[") return parseList(cursor);
  if (char === "{") return parseMap(cursor);
  const number = cursor.match(/-?(?:\d+(?:\.(?!\.)\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/y);
  if (number) {
    return /[.eE]/.test(number[0])
      ? { kind: "decimal", value: Number(number[0]) }
      : { kind: "literal", value: integer(BigInt(number[0])) };
  }
  const word = cursor.match(/(?:true|false|null)\b/y);
  if (word) return { kind: "literal", value: word[0] === "null" ? null : word[0] === "true" };
  throw cursor.error(
    cursor.done
      ? "an expression was expected, but the template ends"
      : `an expression was expected, but found ${JSON.stringify(cursor.source.slice(cursor.at, cursor.at + 12))}`,
  );
}

/**
 * Single-quoted strings are taken as they are, double-quoted ones are templates. A backslash hides a quote from
 * ending a double-quoted string but stays part of it, so that `"\\'"` reaches `replaceAll` as a regular expression.
 */
function parseString(cursor: Cursor): Expression {
  const start = cursor.at;
  const match = cursor.match(cursor.peek() === "'" ? /'([^']*)'/y : /"((?:[^"\\]|\\[^])*)"/y);
  if (!match) throw cursor.error("the string does not end", start);
  const text = match[1] ?? "";
  if (match[0].startsWith("'") || !/[$#]/.test(text)) return { kind: "literal", value: text };
  return { kind: "interpolated", body: cursor.nested(text, cursor.offset(start + 1)) };
}

function parseList(cursor: Cursor): Expression {
  cursor.at++;
  const items: Expression[] = [];
  cursor.space();
  if (cursor.take("]")) return { kind: "list", items };
  do {
    items.push(parseExpression(cursor));
    cursor.space();
    const [from] = items;
    if (items.length === 1 && from && cursor.take("..")) {
      const to = parseExpression(cursor);
      cursor.expect("]", "to close the range");
      return { kind: "range", from, to };
    }
  } while (cursor.take(","));
  cursor.expect("]", "to close the list");
  return { kind: "list", items };
}

function parseMap(cursor: Cursor): Expression {
  cursor.at++;
  const entries: [Expression, Expression][] = [];
  cursor.space();
  if (cursor.take("}")) return { kind: "map", entries };
  do {
    const key = parseExpression(cursor);
    cursor.expect(":", "after the key of a map");
    entries.push([key, parseExpression(cursor)]);
    cursor.space();
  } while (cursor.take(","));
  cursor.expect("}", "to close the map");
  return { kind: "map", entries };
}

/**
 * Parses `$name`, `$!name`, `${name}` with properties, methods and indexes. Undefined, with the cursor unmoved, when
 * the dollar sign begins no reference, as in `$5`.
 */
export function parseReference(cursor: Cursor): Reference | undefined {
  const start = cursor.at;
  const head = cursor.match(/\$(!?)(\{?)(?=[A-Za-z_])/y);
  const root = head && cursor.match(IDENTIFIER)?.[0];
  if (!head || !root) {
    cursor.at = start;
    return undefined;
  }
  const steps = parseSteps(cursor);
  if (head[2] === "{" && !cursor.take("}")) throw cursor.error("'}' was expected to close the reference");
  return {
    root,
    steps,
    quiet: head[1] === "!",
    source: cursor.source.slice(start, cursor.at),
    at: cursor.offset(start),
  };
}

function parseSteps(cursor: Cursor): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    const at = cursor.at;
    if (cursor.peek() === "[") {
      cursor.at++;
      const index = parseExpression(cursor);
      cursor.expect("]", "to close the index");
      steps.push({ kind: "index", index, at: cursor.offset(at) });
      continue;
    }
    const name = cursor.match(PROPERTY)?.[1];
    if (name === undefined) return steps;
    steps.push(
      cursor.peek() === "("
        ? { kind: "method", name, arguments: parseArguments(cursor), at: cursor.offset(at) }
        : { kind: "property", name },
    );
  }
}

/** Arguments in parentheses, separated by commas; macros also take them apart by blanks. */
export function parseArguments(
  cursor: Cursor,
  separator: "comma" | "blank" = "comma",
): readonly Expression[] {
  cursor.expect("(", "before the arguments");
  const result: Expression[] = [];
  cursor.space();
  while (!cursor.take(")")) {
    result.push(parseExpression(cursor));
    cursor.space();
    if (cursor.take(",")) cursor.space();
    else if (separator === "comma" && cursor.peek() !== ")") {
      throw cursor.error(
        cursor.done ? "')' is missing after the arguments" : "',' or ')' was expected between the arguments",
      );
    }
  }
  return result;
}
