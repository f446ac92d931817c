import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseDocument, type Document } from "yaml";
import type { Locate } from "../../policy/guard";
import { deepestPlace, type Graph, type PathKey, pathKeys, reveal } from "../graph";

/** An OpenAPI document under `services/`, with the place of each of its keys. */
interface Contract {
  /** From the project's folder, with `/`. */
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
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
function placeIn({ file, document, lines }: Contract, keys: readonly PathKey[]): string | undefined {
  const place = deepestPlace(document, lines, keys);
  const enough = keys[0] === "paths" ? Math.min(3, keys.length) : keys.length;
  return place && place.depth >= enough ? `${file}:${place.line}:${place.column}` : undefined;
}
