/**
 * Tokens of a value read as SQL. Each has a type of one letter, so that the shape of an injection is a pattern over
 * a short string:
 *
 * `n` number, `s` string, `b` bare word, `v` variable, `f` function name before a parenthesis, `E` statement verb,
 * `U` union, `&` and/or, `o` comparison, `a` arithmetic, `B` order by/group by/having/limit, `k` other keyword,
 * `c` comment that ends the statement, and `;` `(` `)` `,` for themselves.
 */
export interface SqlTokens {
  readonly types: string;
  readonly words: readonly string[];
}

const WORDS = new Map<string, string>();
for (const [type, words] of [
  ["E", "select insert update delete drop create alter truncate exec execute declare shutdown merge grant"],
  ["U", "union except intersect"],
  ["&", "and or xor"],
  ["o", "like rlike regexp between is in glob"],
  ["a", "div mod"],
  ["B", "order group having limit offset"],
  [
    "k",
    "from where into as set values distinct all table database schema cast convert case when then null by not",
  ],
] as const) {
  for (const word of words.split(" ")) WORDS.set(word, type);
}

WORDS.set("true", "n").set("false", "n");

const SPACE = /[\s\0\xa0]/;
const WORD = /[a-z0-9_$.\x80-\xff]/;
const DIGIT = /[0-9]/;

/** Reads the value, in lower case; with `quote`, as if it stood inside a string that this quote opened. */
export function tokenizeSql(value: string, quote: "" | "'" | '"'): SqlTokens {
  let types = "";
  const words: string[] = [];
  const push = (type: string, word: string): void => {
    types += type;
    words.push(word);
  };
  let at = 0;
  if (quote !== "") {
    at = endOfString(value, 0, quote);
    push("s", value.slice(0, at - 1));
  }
  while (at < value.length) {
    const char = value.charAt(at);
    if (SPACE.test(char)) {
      at++;
    } else if (value.startsWith("*/", at)) {
      // The end of an executable comment, whose content counts.
      at += 2;
    } else if (char === "'" || char === '"' || char === "`") {
      const end = endOfString(value, at + 1, char);
      push(char === "`" ? "b" : "s", value.slice(at + 1, end - 1));
      at = end;
    } else if (char === "#" || value.startsWith("--", at)) {
      const end = value.indexOf("\n", at);
      push("c", value.slice(at, end < 0 ? value.length : end));
      at = end < 0 ? value.length : end;
    } else if (value.startsWith("/*", at)) {
      at = comment(value, at, push);
    } else if (DIGIT.test(char)) {
      const end = skip(value, at, WORD);
      const word = value.slice(at, end);
      push(/^(?:0x[0-9a-f]+|\d+(?:\.\d*)?(?:e\d+)?)$/.test(word) ? "n" : "b", word);
      at = end;
    } else if (WORD.test(char)) {
      const end = skip(value, at, WORD);
      const word = value.slice(at, end);
      const called = value.charAt(skip(value, end, SPACE)) === "(";
      push(WORDS.get(word) ?? (called ? "f" : "b"), word);
      at = end;
    } else if (char === "@") {
      const end = skip(value, at + (value.charAt(at + 1) === "@" ? 2 : 1), WORD);
      push("v", value.slice(at, end));
      at = end;
    } else {
      const operator = /^(?:\|\||&&|<=>|<>|[<>!:]=|[=<>])/.exec(value.slice(at, at + 3))?.[0];
      if (operator === "||" || operator === "&&") push("&", operator);
      else if (operator !== undefined) push("o", operator);
      else if ("+-*/%|&^~!".includes(char)) push("a", char);
      else push("();,".includes(char) ? char : "?", char);
      at += operator?.length ?? 1;
    }
  }
  return { types, words };
}

/** Index after the closing quote, which doubling or a backslash hides; one past the end when there is none. */
function endOfString(value: string, from: number, quote: string): number {
  let at = from;
  for (;;) {
    at = value.indexOf(quote, at);
    if (at < 0) return value.length + 1;
    if (value.charAt(at + 1) === quote && quote !== "`") {
      // A doubled quote is an escaped one, except at the end of the value, where the query's own quote follows.
      if (at + 2 >= value.length) return at + 1;
      at += 2;
    } else if (at > from && value.charAt(at - 1) === "\\") at++;
    else return at + 1;
  }
}

/** A closed comment counts as a blank, `/*! … * /` as its content, an open one ends the statement. */
function comment(value: string, at: number, push: (type: string, word: string) => void): number {
  if (value.charAt(at + 2) === "!") return skip(value, at + 3, DIGIT);
  const close = value.indexOf("*/", at + 2);
  if (close >= 0) return close + 2;
  push("c", value.slice(at));
  return value.length;
}

function skip(value: string, from: number, wanted: RegExp): number {
  let at = from;
  while (at < value.length && wanted.test(value.charAt(at))) at++;
  return at;
}
