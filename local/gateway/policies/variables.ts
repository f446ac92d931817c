import { glob } from "../gates/glob";

/** Thrown while compiling: the policy uses something that is not executed. */
export class UnsupportedPolicy extends Error {}

/** What a condition key holds: one text, several for keys with many values, undefined when the request has none. */
export type KeyValue = string | readonly string[] | undefined;

/** Reads a condition key, named in lower case. */
export type ReadKey = (name: string) => KeyValue;

/** A part of a text: as written, or what a variable stands for, whose `*` and `?` are no wildcards. */
interface Piece {
  readonly text: string;
  readonly verbatim: boolean;
}

type Part = Piece | { readonly key: string; readonly fallback: string | undefined };

const VARIABLE = /\$\{([^{}]*)\}/g;
const SPECIAL = new Set(["*", "?", "$"]);
const NAME = /^([^,\s]+)(?:\s*,\s*'([^']*)')?$/;

/** Which variables a document may use. */
export interface VariableScope {
  /** Condition keys, in lower case. */
  readonly keys: ReadonlySet<string>;
  /** Documents of version 2008-10-17, which is also the default, have none. */
  readonly version?: string | undefined;
}

export const hasVariables = (text: string): boolean => text.includes("${");

/**
 * The text in pieces, for one question; undefined when a variable has no single value: then nothing matches
 * (IAM user guide, "IAM policy elements: Variables and tags"). @throws UnsupportedPolicy for a variable that is not known
 */
function compilePieces(
  text: string,
  { keys, version }: VariableScope,
): (read: ReadKey) => readonly Piece[] | undefined {
  if (version !== "2012-10-17") throw new UnsupportedPolicy("policy variables without Version 2012-10-17");
  const parts: Part[] = [];
  let end = 0;
  for (const found of text.matchAll(VARIABLE)) {
    parts.push({ text: text.slice(end, found.index), verbatim: false });
    end = found.index + found[0].length;
    const inside = found[1] ?? "";
    const [, name = "", fallback] = NAME.exec(inside) ?? [];
    const key = name.toLowerCase();
    if (SPECIAL.has(inside)) parts.push({ text: inside, verbatim: true });
    else if (keys.has(key)) parts.push({ key, fallback });
    else throw new UnsupportedPolicy(`the policy variable ${found[0]}`);
  }
  parts.push({ text: text.slice(end), verbatim: false });
  return (read) => {
    const pieces: Piece[] = [];
    for (const part of parts) {
      if ("text" in part) pieces.push(part);
      else {
        const value = read(part.key) ?? part.fallback;
        if (typeof value !== "string") return undefined;
        pieces.push({ text: value, verbatim: true });
      }
    }
    return pieces;
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const unanchored = (pattern: RegExp): string => pattern.source.slice(1, -1);

/** Tests a value against a pattern with wildcards and variables. @throws UnsupportedPolicy */
export function compilePattern(
  text: string,
  scope: VariableScope,
): (value: string, read: ReadKey) => boolean {
  if (!hasVariables(text)) {
    const pattern = glob(text);
    return (value) => pattern.test(value);
  }
  const piecesOf = compilePieces(text, scope);
  return (value, read) => {
    const pieces = piecesOf(read);
    if (pieces === undefined) return false;
    const source = pieces.map((piece) =>
      piece.verbatim ? escaped(piece.text) : unanchored(glob(piece.text)),
    );
    return new RegExp(`^${source.join("")}$`, "s").test(value);
  };
}

/** The text with its variables filled in; undefined when one has no single value. @throws UnsupportedPolicy */
export function compileText(text: string, scope: VariableScope): (read: ReadKey) => string | undefined {
  if (!hasVariables(text)) return () => text;
  const piecesOf = compilePieces(text, scope);
  return (read) =>
    piecesOf(read)
      ?.map((piece) => piece.text)
      .join("");
}
