import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import type { Locate } from "../../policy/guard";
import { type Graph, reveal } from "../graph";

/** An OpenAPI document under `services/`, with the place of each of its keys. */
interface Contract {
  /** From the project's folder, with `/`. */
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The keys of a property path as the guard writes it: `body.paths["/users"].get`, `rules[0].name`. */
export function pathKeys(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(([, index, quoted, name]) =>
    index === undefined
      ? quoted === undefined
        ? (name ?? "")
        : (JSON.parse(quoted) as string)
      : Number(index),
  );
}

/**
 * Finds lines of the OpenAPI documents for findings inside an API's imported body. The body's title says which
 * document it was made from; where none or several answer to it, or the place stands in no document, there is no answer.
 */
export function contractLines(root: string, graph: Graph): Locate {
  const byTitle = new Map<string, Contract | undefined>();
  let read = false;
  return ({ urn, property }) => {
    if (property === undefined || !property.startsWith("body.")) return undefined;
    const resource = graph.resources.find((candidate) => candidate.urn === urn);
    const title = titleOf(reveal(resource?.inputs.body));
    if (title === undefined) return undefined;
    if (!read) readContracts(root, byTitle);
    read = true;
    const contract = byTitle.get(title);
    return contract && placeIn(contract, pathKeys(property).slice(1));
  };
}

function titleOf(body: unknown): string | undefined {
  if (typeof body !== "string") return undefined;
  try {
    const title: unknown = (JSON.parse(body) as { info?: { title?: unknown } } | null)?.info?.title;
    return typeof title === "string" ? title : undefined;
  } catch {
    return undefined;
  }
}

/** Documents by the title that their body gets: name and version of `x-gatehouse-api`. Undefined when two share it. */
function readContracts(root: string, byTitle: Map<string, Contract | undefined>): void {
  const services = join(root, "services");
  if (!existsSync(services)) return;
  for (const entry of readdirSync(services, { recursive: true, encoding: "utf8" })) {
    if (!/(^|[\\/])openapi\.yaml$/.test(entry) || entry.includes("node_modules")) continue;
    const lines = new LineCounter();
    const document = parseDocument(readFileSync(join(services, entry), "utf8"), { lineCounter: lines });
    const title = [
      document.getIn(["x-gatehouse-api", "name"]),
      document.getIn(["x-gatehouse-api", "version"]),
    ];
    const file = `services/${entry.replaceAll("\\", "/")}`;
    const key = title.join("-");
    byTitle.set(key, byTitle.has(key) ? undefined : { file, document, lines });
  }
}

/** The line of the deepest key on the way that the document has; at least the operation, or it is no answer. */
function placeIn(
  { file, document, lines }: Contract,
  keys: readonly (string | number)[],
): string | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  let depth = 0;
  for (const key of keys) {
    const next = child(node, key);
    if (!next) break;
    ({ node, offset } = next);
    depth += 1;
  }
  if (offset === undefined || (keys[0] === "paths" ? depth < Math.min(3, keys.length) : depth < keys.length))
    return undefined;
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}`;
}

function child(node: unknown, key: string | number): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key: name }) => isScalar(name) && String(name.value) === String(key));
    const offset = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    return pair && offset !== undefined ? { node: pair.value, offset } : undefined;
  }
  if (isSeq(node) && typeof key === "number") {
    const item = node.items[key] as { range?: readonly number[] } | undefined;
    const offset = item?.range?.[0];
    return offset === undefined ? undefined : { node: item, offset };
  }
  return undefined;
}
