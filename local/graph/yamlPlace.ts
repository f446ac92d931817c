import { isMap, isScalar, isSeq, type Document, type LineCounter } from "yaml";

/** A place in a text; both numbers count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A key of a path, or an index of a list. */
export type PathKey = string | number;

/** The keys of a path as problems and findings write it: `body.paths["/users"].get`, `rules[0].name`, `urls.0`. */
export function pathKeys(path: string): readonly PathKey[] {
  return [...path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(([, index, quoted, name]) =>
    index === undefined
      ? quoted === undefined
        ? (name ?? "")
        : (JSON.parse(quoted) as string)
      : Number(index),
  );
}

/** A path as {@link pathKeys} reads it, with names of other than letters and digits in brackets. */
export const writePath = ([root = "", ...keys]: readonly PathKey[]): string =>
  String(root) +
  keys.map((key) => (/^[\w-]+$/.test(String(key)) ? `.${key}` : `[${JSON.stringify(String(key))}]`)).join("");

/** The place of the deepest key on the way that the document has, and how many keys deep it is; undefined for none. */
export function deepestPlace(
  document: Document,
  lines: LineCounter,
  keys: readonly PathKey[],
): (Place & { readonly depth: number }) | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  let depth = 0;
  for (const key of keys) {
    const next = child(node, key);
    if (!next) break;
    ({ node, offset } = next);
    depth += 1;
  }
  if (offset === undefined) return undefined;
  const { line, col } = lines.linePos(offset);
  return { line, column: col, depth };
}

function child(node: unknown, key: PathKey): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key: name }) => isScalar(name) && String(name.value) === String(key));
    const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    return pair && offset !== undefined ? { node: pair.value, offset } : undefined;
  }
  if (isSeq(node)) {
    const item = node.items[Number(key)] as { range?: readonly number[] } | undefined;
    const offset = item?.range?.[0];
    return offset === undefined ? undefined : { node: item, offset };
  }
  return undefined;
}
