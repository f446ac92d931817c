import { createHash } from "node:crypto";
import { decodeCss, decodeEntities, decodeEscapes, decodeJs, decodeUrl, utf8ToUnicode } from "./decoders";
import { list, number, object, text } from "./plain";

/** A text transformation, from bytes to bytes. Never throws; what does not decode stays as it is. */
export type Transformation = (value: string) => string;

/**
 * Every text transformation of the AWS WAF API. Semantics: developer guide, "Text transformations". The last ten
 * are newer than its published text and follow their names: see {@link UNDOCUMENTED}.
 */
const TRANSFORMATIONS: Readonly<Record<string, Transformation>> = {
  NONE: (value) => value,
  LOWERCASE: lowercase,
  UPPERCASE: (value) => value.replace(/[a-z]+/g, (run) => run.toUpperCase()),
  COMPRESS_WHITE_SPACE: (value) => value.replace(/[\f\t\n\r\v\xa0 ]+/g, " "),
  REMOVE_WHITESPACE: (value) => value.replace(/[\f\t\n\r\v\xa0 ]+/g, ""),
  TRIM: (value) => trimRight(trimLeft(value)),
  TRIM_LEFT: trimLeft,
  TRIM_RIGHT: trimRight,
  HTML_ENTITY_DECODE: decodeEntities,
  URL_DECODE: (value) => decodeUrl(value, false),
  URL_DECODE_UNI: (value) => decodeUrl(value, true),
  BASE64_DECODE: (value) =>
    Buffer.from(/^[A-Za-z0-9+/]*/.exec(value)?.[0] ?? "", "base64").toString("latin1"),
  BASE64_DECODE_EXT: (value) =>
    Buffer.from(value.replace(/[^A-Za-z0-9+/]/g, ""), "base64").toString("latin1"),
  HEX_DECODE: (value) => Buffer.from(value, "hex").toString("latin1"),
  SQL_HEX_DECODE: (value) =>
    value.replace(/0x((?:[0-9a-f]{2})+)/gi, (_match, hex: string) =>
      Buffer.from(hex, "hex").toString("latin1"),
    ),
  CSS_DECODE: decodeCss,
  JS_DECODE: (value) => decodeJs(value, false),
  JS_DECODE_EXT: (value) => decodeJs(value, true),
  ESCAPE_SEQ_DECODE: decodeEscapes,
  UTF8_TO_UNICODE: utf8ToUnicode,
  MD5: (value) => createHash("md5").update(value, "latin1").digest().toString("latin1"),
  SHA256: (value) => createHash("sha256").update(value, "latin1").digest().toString("latin1"),
  REPLACE_COMMENTS: replaceComments,
  REMOVE_COMMENTS_CHAR: (value) => value.replace(/\/\*|\*\/|--|#/g, ""),
  REMOVE_NULLS: (value) => value.replaceAll("\0", ""),
  REPLACE_NULLS: (value) => value.replaceAll("\0", " "),
  NORMALIZE_PATH: normalizePath,
  NORMALIZE_PATH_WIN: (value) => normalizePath(value.replaceAll("\\", "/")),
  CMD_LINE: (value) => commandLine(value, /[\\"'^]/g),
  CMD_LINE_WIN: (value) => commandLine(value, /["^]/g),
  CMD_LINE_UNIX: (value) => commandLine(value, /[\\"']/g),
};

/** Named by the API, described by no published text at the time of writing. */
const UNDOCUMENTED: ReadonlySet<string> = new Set(
  "CMD_LINE_WIN CMD_LINE_UNIX JS_DECODE_EXT REMOVE_COMMENTS_CHAR REMOVE_WHITESPACE SHA256 TRIM TRIM_LEFT TRIM_RIGHT UPPERCASE".split(
    " ",
  ),
);

/** Transformations in ascending priority. Names that do not exist are reported through `unknown`. */
export function compileTransformations(
  declared: unknown,
  unknown: (type: string) => void,
): { readonly key: string; readonly apply: Transformation } {
  const types = list(declared)
    .map(object)
    .sort((a, b) => number(a.priority, 0) - number(b.priority, 0))
    .map((item) => text(item.type))
    .filter((type) => type !== "NONE");
  const steps = types.flatMap((type) => {
    const step = Object.hasOwn(TRANSFORMATIONS, type) ? TRANSFORMATIONS[type] : undefined;
    if (!step || UNDOCUMENTED.has(type)) unknown(type);
    return step ? [step] : [];
  });
  const [first, ...rest] = steps;
  const apply = !first
    ? (value: string) => value
    : (value: string) => rest.reduce((result, step) => step(result), first(value));
  return { key: types.join(","), apply };
}

function lowercase(value: string): string {
  return /[A-Z]/.test(value) ? value.replace(/[A-Z]+/g, (run) => run.toLowerCase()) : value;
}

function trimLeft(value: string): string {
  return value.replace(/^[\f\t\n\r\v ]+/, "");
}

/** A loop, because an anchored `\s+$` is quadratic on long runs of blanks. */
function trimRight(value: string): string {
  let end = value.length;
  while (end > 0 && "\f\t\n\r\v ".includes(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}

function replaceComments(value: string): string {
  let result = "";
  let from = 0;
  for (;;) {
    const open = value.indexOf("/*", from);
    if (open < 0) return result + value.slice(from);
    result += `${value.slice(from, open)} `;
    const close = value.indexOf("*/", open + 2);
    if (close < 0) return result;
    from = close + 2;
  }
}

/** Back-references at the beginning of the input stay, as the guide says. */
function normalizePath(value: string): string {
  const kept: string[] = [];
  const absolute = value.startsWith("/");
  const parts = value.split("/");
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    if (part === "" || part === ".") {
      if (last && kept.length > 0) kept.push("");
    } else if (part === ".." && kept.length > 0 && kept.at(-1) !== "..") {
      kept.pop();
      if (last && kept.length > 0) kept.push("");
    } else {
      kept.push(part);
    }
  });
  return (absolute ? "/" : "") + kept.join("/");
}

function commandLine(value: string, deleted: RegExp): string {
  const spaced = value
    .replace(deleted, "")
    .replace(/[,;]/g, " ")
    .replace(/[\t\n\r\v\f ]+/g, " ");
  return lowercase(spaced.replace(/ ([/(])/g, "$1"));
}
