import assert from "node:assert/strict";
import { rehearseWorkflow } from "./fixture";

describe("workflows", () => {
  const flow = rehearseWorkflow();

  describe("choose", () => {
    const choose = async (rule: object, input: unknown) => {
      const end = (Result: string) => ({ Type: "Pass", Result, End: true });
      const Choices = [{ ...rule, Next: "Yes" }];
      const { output, error } = await flow.run(
        {
          StartAt: "C",
          States: { C: { Type: "Choice", Choices, Default: "No" }, Yes: end("yes"), No: end("no") },
        },
        input,
      );
      return output ?? error;
    };
    const cases: [object, unknown, string][] = [
      [{ Variable: "$.a", StringEquals: "x" }, { a: "x" }, "yes"],
      [{ Variable: "$.a", StringEquals: "1" }, { a: 1 }, "no"],
      [{ Variable: "$.a", NumericGreaterThanEquals: 2 }, { a: 2 }, "yes"],
      [{ Variable: "$.a", NumericLessThanPath: "$.b" }, { a: 2, b: 3 }, "yes"],
      [{ Variable: "$.a", BooleanEquals: true }, { a: false }, "no"],
      [
        { Variable: "$.a", TimestampLessThan: "2026-01-01T00:00:00Z" },
        { a: "2025-12-31T23:59:59+00:00" },
        "yes",
      ],
      [{ Variable: "$.a", StringMatches: "log-*.txt" }, { a: "log-1.txt" }, "yes"],
      [{ Variable: "$.a", StringMatches: "a\\*b" }, { a: "axb" }, "no"],
      [{ Variable: "$.a", IsPresent: false }, {}, "yes"],
      [{ Variable: "$.a", IsNull: true }, { a: null }, "yes"],
      [{ Variable: "$.a", IsNumeric: false }, { a: "1" }, "yes"],
      [{ Variable: "$.a", IsTimestamp: true }, { a: "yesterday" }, "no"],
      [{ Not: { Variable: "$.a", StringEquals: "x" } }, { a: "y" }, "yes"],
      [
        {
          And: [
            { Variable: "$.a", IsPresent: true },
            { Variable: "$.a", NumericEquals: 1 },
          ],
        },
        {},
        "no",
      ],
      [
        {
          Or: [
            { Variable: "$.b", IsPresent: true },
            { Variable: "$.a", NumericEquals: 1 },
          ],
        },
        { a: 1 },
        "yes",
      ],
      [{ Variable: "$.a", StringEquals: "x" }, {}, "States.Runtime"],
    ];
    for (const [rule, input, expected] of cases)
      it(`${expected} for ${JSON.stringify(rule)} of ${JSON.stringify(input)}`, async () =>
        assert.equal(await choose(rule, input), expected));

    it("or fail when nothing matches", async () => {
      const Choices = [{ Variable: "$.a", NumericEquals: 2, Next: "C" }];
      const { error } = await flow.run(
        { StartAt: "C", States: { C: { Type: "Choice", Choices } } },
        { a: 1 },
      );
      assert.equal(error, "States.NoChoiceMatched");
    });
  });
});
