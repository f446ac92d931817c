/**
 * Tokens of a value read as SQL. Each has a type of one letter, so that the shape of an injection is a pattern over
 * a short string:
 *
 * `n` number, `s` string, `b` bare word, `v` variable, `f` function name before a parenthesis, `E` statement verb,
 * `U` union, `&` and/or, `!` not, `o` comparison, `a` arithmetic, `B` order by/group by/having/limit, `k` other
 * keyword, `c` comment that ends the statement, and `;` `(` `)` `,` for themselves.
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
  ["!", "not"],
  ["B", "having limit offset"],
  [
    "k",
    "from where into as set values distinct all table database schema cast convert case when then null by",
  ],
] as const) {
  for (const word of words.split(" ")) WORDS.set(word, type);
}

const SORTED: ReadonlySet<string> = new Set(["order", "group"]);

WORDS.set("true", "n").set("false", "n");

const SPACE = 1;
const WORD = 2;
const DIGIT = 4;
const QUOTE = 8;

/** What each byte may be, as flags; a table, because this loop runs over every character of every value. */
const KINDS = Uint8Array.from({ length: 256 }, (_item, code) => {
  const char = String.fromCharCode(code);
  return (
    (/[\s\0\xa0]/.test(char) ? SPACE : 0) |
    (/[a-z0-9_$.\x80-\xff]/.test(char) && code !== 0xa0 ? WORD : 0) |
    (/[0-9]/.test(char) ? DIGIT : 0) |
    (/['"`]/.test(char) ? QUOTE : 0)
  );
});

const kindAt = (value: string, at: number): number => KINDS[value.charCodeAt(at)] ?? 0;
const NUMBER = /^(?:0x[0-9a-f]+|\d+(?:\.\d*)?(?:e\d+)?)$/;

/** Reads the value, in lower case; with `quote`, as if it stood inside a string that this quote opened. */
export function tokenizeSql(value: string, quote: "" | "'" | '"'): SqlTokens {
  let types = "";
  const words: string[] = [];
  const push = (type: string, word: string): void => {
    // `order` and `group` are names until `by` follows.
    if (word === "by" && type === "k" && types.endsWith("b") && SORTED.has(words.at(-1) ?? "")) {
      types = `${types.slice(0, -1)}B`;
      return;
    }
    types += type;
    words.push(word);
  };
  let at = 0;
  if (quote !== "") {
    at = endOfString(value, 0, quote);
    push("s", value.slice(0, at - 1));
  }
  while (at < value.length) {
    const kind = kindAt(value, at);
    if (kind & SPACE) {
      at++;
    } else if (kind & WORD) {
      const end = skip(value, at + 1, WORD);
      const word = value.slice(at, end);
      push(kind & DIGIT ? (NUMBER.test(word) ? "n" : "b") : wordType(word, value, end), word);
      at = end;
    } else if (kind & QUOTE) {
      const char = value.charAt(at);
      const end = endOfString(value, at + 1, char);
      push(char === "`" ? "b" : "s", value.slice(at + 1, end - 1));
      at = end;
    } else {
      at = symbol(value, at, push);
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

function wordType(word: string, value: string, end: number): string {
  return WORDS.get(word) ?? (value.charAt(skip(value, end, SPACE)) === "(" ? "f" : "b");
}

/** Reads what is no word, string or blank; gives the index after it. */
function symbol(value: string, at: number, push: (type: string, word: string) => void): number {
  const char = value.charAt(at);
  const pair = value.slice(at, at + 2);
  if (char === "#" || pair === "--") {
    const newline = value.indexOf("\n", at);
    const end = newline < 0 ? value.length : newline;
    push("c", value.slice(at, end));
    return end;
  }
  if (pair === "/*") return comment(value, at, push);
  // The end of an executable comment, whose content counts.
  if (pair === "*/") return at + 2;
  if (char === "@") {
    const end = skip(value, at + (pair === "@@" ? 2 : 1), WORD);
    push("v", value.slice(at, end));
    return end;
  }
  if (pair === "||" || pair === "&&") {
    push("&", pair);
    return at + 2;
  }
  if ("<>!:=".includes(char)) {
    const operator = /^(?:<=>|<>|[<>!:]=|[=<>])/.exec(value.slice(at, at + 3))?.[0];
    if (operator !== undefined) {
      push("o", operator);
      return at + operator.length;
    }
  }
  push("+-*/%|&^~!".includes(char) ? "a" : "();,".includes(char) ? char : "?", char);
  return at + 1;
}

/** A closed comment counts as a blank, `/*! … * /` as its content, an open one ends the statement. */
function comment(value: string, at: number, push: (type: string, word: string) => void): number {
  if (value.charAt(at + 2) === "!") return skip(value, at + 3, DIGIT);
  const close = value.indexOf("*/", at + 2);
  if (close >= 0) return close + 2;
  push("c", value.slice(at));
  return value.length;
}

function skip(value: string, from: number, kind: number): number {
  let at = from;
  while (at < value.length && kindAt(value, at) & kind) at++;
  return at;
}
