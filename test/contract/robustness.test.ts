import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { ContractError } from "../../infra/contract";
import { parseContract } from "../../infra/contract/parseContract";
import { storefront } from "./storefront";

const text = readFileSync(storefront.file, "utf8");
const folder = { functions: ["users", "products"], template: () => "{}" };

/** Either a contract, or an error that names at least one place within the text. */
function readsOrExplains(source: string): void {
  try {
    parseContract("openapi.yaml", source, folder);
  } catch (error) {
    assert.ok(error instanceof ContractError, error instanceof Error ? error.stack : String(error));
    const lines = source.split("\n").length;
    assert.ok(error.problems.length > 0);
    for (const { line, column, fix } of error.problems) {
      assert.ok(line >= 1 && line <= lines + 1 && column >= 1 && fix !== "");
    }
  }
}

/** Paths of all values of a document. */
function paths(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => paths(item, [...path, key]))];
}

/** The document with another value at a path. */
function replaced(value: unknown, path: readonly string[], other: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replaced(item, rest, other) : item));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: replaced(record[key], rest, other) };
}

describe("a contract with any part replaced by anything", () => {
  const document: unknown = parse(text);
  const all = paths(document).slice(1);

  it("is read, or refused with places", () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.jsonValue({ maxDepth: 2 }), (path, other) =>
        readsOrExplains(stringify(replaced(document, path, other), { aliasDuplicateObjects: false })),
      ),
      { numRuns: 150 },
    );
  });

  it("is refused at an alias whose anchor is missing", () => {
    assert.throws(
      () => parseContract("openapi.yaml", "openapi: 3.0.3\ninfo: *nowhere\n", folder),
      (error: unknown) =>
        error instanceof ContractError &&
        error.problems.some(
          ({ line, column, what }) => line === 2 && column === 7 && what.includes("*nowhere"),
        ),
    );
  });

  it("is read, or refused with places, when the text itself is cut or broken", () => {
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.constantFrom("", "{", "\t", "&a", "*a", "\u0000", "- ", ": "),
        (at, junk) => readsOrExplains(text.slice(0, at) + junk),
      ),
      { numRuns: 100 },
    );
  });
});
