import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from "yaml";
import type { Json } from "./contract";
import type { ContractProblem } from "./contractError";

/** The text of a contract as data, with the place of every key. */
export interface ContractSource {
  readonly file: string;
  readonly value: Json;
  /** What keeps the text from being YAML; when there is any, `value` is not to be used. */
  readonly syntaxProblems: readonly ContractProblem[];
  /** Line and column (from 1) of the key at a path, or of the nearest part above it that exists. */
  placeOf(path: readonly string[]): { line: number; column: number };
}

/** Reads YAML 1.2 (and so JSON). Duplicate keys and unresolved aliases are syntax problems. */
export function contractSource(file: string, text: string): ContractSource {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, merge: false, prettyErrors: false });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problem = (offset: number, message: string): ContractProblem => ({
    code: "GH1202",
    file,
    ...at(offset),
    place: "",
    what: `this is not YAML: ${message}`,
    fix: "correct the syntax here; what follows it was not checked",
  });
  const syntaxProblems = [
    ...document.errors.map(({ pos, message }) => problem(pos[0], message)),
    ...aliasesWithoutAnchor(document).map(({ offset, name }) =>
      problem(offset, `no anchor &${name} stands before *${name}`),
    ),
  ];
  return {
    file,
    value: syntaxProblems.length > 0 ? null : ((document.toJS() ?? null) as Json),
    syntaxProblems,
    placeOf: (path) => at(offsetOf(document, path)),
  };
}

/** The parser takes an alias without its anchor; only making a value of the document fails. */
function aliasesWithoutAnchor(document: Document.Parsed): { offset: number; name: string }[] {
  const found: { offset: number; name: string }[] = [];
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) === undefined)
        found.push({ offset: rangeStart(alias) ?? 0, name: alias.source });
    },
  });
  return found;
}

function offsetOf(document: Document.Parsed, path: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && keyText(item.key) === part);
      if (pair === undefined) return offset;
      offset = rangeStart(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      if (node === undefined) return offset;
      offset = rangeStart(node) ?? offset;
    } else return offset;
  }
  return offset;
}

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);

const rangeStart = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];
