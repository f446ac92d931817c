import assert from "node:assert/strict";
import fc from "fast-check";
import { nearest } from "../../local/graph";

describe("nearest", () => {
  const words = ["dev", "test", "prod", "protection", "storefront"];

  it("finds the word behind a single edit", () => {
    const word = fc.constantFrom("test", "prod", "protection", "storefront");
    const edit = fc.record({
      at: fc.nat(20),
      kind: fc.constantFrom("drop", "double", "swap"),
      letter: fc.constant("x"),
    });
    fc.assert(
      fc.property(word, edit, (meant, { at, kind }) => {
        const i = at % meant.length;
        const typed =
          kind === "drop"
            ? meant.slice(0, i) + meant.slice(i + 1)
            : kind === "double"
              ? meant.slice(0, i) + meant.charAt(i) + meant.slice(i)
              : meant.slice(0, i) + meant.charAt(i + 1) + meant.charAt(i) + meant.slice(i + 2);
        assert.equal(nearest(typed, words), meant);
      }),
    );
  });

  it("suggests nothing when nothing is near", () => {
    assert.equal(nearest("zzzzzzzz", words), undefined);
  });

  it("suggests no word of which another one was typed: none is not what on meant, json is what js meant", () => {
    assert.equal(nearest("on", ["none", "optional", "required"]), undefined);
    assert.equal(nearest("js", ["text", "json"]), "json");
  });
});
