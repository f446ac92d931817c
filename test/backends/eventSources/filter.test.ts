import assert from "node:assert/strict";
import { matches, type Pattern } from "../../../local/backends/eventSources/filter";

describe("event patterns", () => {
  const cases: [string, Pattern, unknown, boolean][] = [
    ["an equal value", { a: ["x", "y"] }, { a: "y" }, true],
    ["another value", { a: ["x"] }, { a: "y" }, false],
    ["numbers, not their text", { a: [1] }, { a: "1" }, false],
    ["null", { a: [null] }, { a: null }, true],
    ["nested", { a: { b: [true] } }, { a: { b: true } }, true],
    ["one item of a list", { a: ["x"] }, { a: ["w", "x"] }, true],
    ["existence", { a: [{ exists: true }] }, { a: 0 }, true],
    ["absence", { a: [{ exists: false }] }, {}, true],
    ["absence of what is there", { a: [{ exists: false }] }, { a: 1 }, false],
    ["prefix", { a: [{ prefix: "ab" }] }, { a: "abc" }, true],
    ["suffix", { a: [{ suffix: ".png" }] }, { a: "x.jpg" }, false],
    ["case", { a: [{ "equals-ignore-case": "ABC" }] }, { a: "abc" }, true],
    ["anything-but", { a: [{ "anything-but": ["x"] }] }, { a: "y" }, true],
    ["anything-but what it is", { a: [{ "anything-but": ["x", "y"] }] }, { a: "y" }, false],
    ["anything-but of nothing", { a: [{ "anything-but": ["x"] }] }, {}, false],
    ["anything-but a prefix", { a: [{ "anything-but": { prefix: "x" } }] }, { a: "xy" }, false],
    ["a range", { a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 5 }, true],
    ["out of the range", { a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 6 }, false],
    ["wildcard", { a: [{ wildcard: "a*c.d" }] }, { a: "abbc.d" }, true],
    ["wildcard without its dot", { a: [{ wildcard: "a*c.d" }] }, { a: "abbcxd" }, false],
    ["either", { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, true],
    ["neither", { $or: [{ a: [1] }, { b: [2] }] }, { b: 1 }, false],
    ["an unknown operator", { a: [{ nonsense: 1 }] }, { a: 1 }, false],
    ["what is inherited", { constructor: [{ exists: true }] }, {}, false],
  ];
  for (const [what, pattern, event, expected] of cases)
    it(`${expected ? "match" : "do not match"} ${what}`, () =>
      assert.equal(matches(pattern, event), expected));
});
