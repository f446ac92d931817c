import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN, secret } from "../../local/graph";
import { renderChanges } from "../../local/plan";
import { differences } from "../../local/plan/difference";

const lines = (before: unknown, after: unknown): readonly string[] =>
  differences(before, after).map(({ path, before: was, after: is }) => `${path}: ${was} → ${is}`);

describe("where two values differ", () => {
  it("is found inside of objects, lists and texts that are JSON", () => {
    const body = (security: unknown) =>
      JSON.stringify({
        openapi: "3.0.1",
        paths: { "/users/{id}": { get: { operationId: "getUser", security } } },
      });
    assert.deepEqual(lines(body([{ pool: [] }]), body([])), [
      '.paths["/users/{id}"].get.security[0]: {"pool":[]} → (none)',
    ]);
    assert.deepEqual(lines({ tags: { a: 1, b: [1, 2] } }, { tags: { b: [1, 3], c: "x" } }), [
      ".tags.b[1]: 2 → 3",
      '.tags.c: (none) → "x"',
      ".tags.a: 1 → (none)",
    ]);
  });

  it("is the whole value when it is no longer of the same kind", () => {
    assert.deepEqual(lines("{broken", '{"a":1}'), [': "{broken" → {"a":1}']);
    assert.deepEqual(lines([1], { 0: 1 }), [': [1] → {"0":1}']);
    assert.deepEqual(lines(undefined, 1), [": (none) → 1"]);
  });

  it("shows no secret, however deep it lies, and no content", () => {
    const told = lines(
      { a: { b: secret("old") } },
      { a: { b: secret("new") }, c: [{ d: secret("other") }], e: UNKNOWN },
    );
    assert.deepEqual(told, [
      ".a.b: [secret] → [secret]",
      '.c: (none) → [{"d":"[secret]"}]',
      ".e: (none) → [unknown]",
    ]);
    const code = (path: string, hash: string) => ({
      "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
      path,
      hash,
    });
    assert.deepEqual(lines({ a: code("/x", "h1") }, { a: code("/y", "h1") }), []);
    assert.deepEqual(lines({ a: code("/x", "h1") }, { a: code("/x", "h2") }), [
      ".a: [content h1] → [content h2]",
    ]);
  });

  it("is told of keys that every object inherits", () => {
    assert.deepEqual(lines({ toString: 0 }, {}), [".toString: 0 → (none)"]);
    assert.deepEqual(lines({}, { constructor: {} }), [".constructor: (none) → {}"]);
  });

  it("is nowhere exactly when the values are the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        assert.deepEqual(differences(one, one), []);
        // A text may be the JSON of a value, and is the same then; none of these values is such a text.
        const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        assert.equal(differences(one, other).length === 0, same);
      }),
    );
  });

  it("is shown for the first places, and counted for the others", () => {
    const after = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`k${index}`, index]));
    const property = { property: "tags", replaces: true, differences: differences({}, after) };
    const told = renderChanges([
      { urn: "urn", type: "aws:sqs/queue:Queue", name: "q", kind: "update", properties: [property] },
    ]);
    assert.deepEqual(told.slice(1), [
      "    tags.k0 (forces replacement): (none) → 0",
      "    tags.k1 (forces replacement): (none) → 1",
      "    tags.k2 (forces replacement): (none) → 2",
      "    tags.k3 (forces replacement): (none) → 3",
      "    tags: 5 more places differ",
    ]);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
