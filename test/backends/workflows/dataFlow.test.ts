import assert from "node:assert/strict";
import { invokeState, one, rehearseWorkflow } from "./fixture";

describe("workflows", () => {
  const flow = rehearseWorkflow();

  describe("move data", () => {
    it("through all five fields, in their order", async () => {
      const output = await flow.outputOf(
        {
          Type: "Pass",
          InputPath: "$.order",
          Parameters: { fixed: 1, "id.$": "$.id", "name.$": "$$.Execution.Name", "first.$": "$.items[0]" },
          ResultPath: "$.result",
          OutputPath: "$.result",
        },
        { order: { id: "o-1", items: ["a", "b"] } },
      );
      assert.deepEqual(output, {
        fixed: 1,
        id: "o-1",
        name: "00000000-0000-4000-8000-000000000002",
        first: "a",
      });
    });

    const intrinsics: [string, unknown][] = [
      ["States.Format('{}-{}', $.name, 3)", "Ada-3"],
      ["States.Format('it\\'s \\{\\} {}', $.name)", "it's {} Ada"],
      ["States.StringToJson('{\"a\":[1]}')", { a: [1] }],
      ["States.JsonToString($.list)", "[3,1,3]"],
      ["States.Array(1, 'x', $.name, States.ArrayLength($.list))", [1, "x", "Ada", 3]],
      ["States.ArrayPartition($.list, 2)", [[3, 1], [3]]],
      ["States.ArrayContains($.list, 1)", true],
      ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
      ["States.ArrayGetItem($.list, 1)", 1],
      ["States.ArrayUnique($.list)", [3, 1]],
      ["States.Base64Decode(States.Base64Encode('ü, )'))", "ü, )"],
      ["States.Hash('abc', 'SHA-1')", "a9993e364706816aba3e25717850c26c9cd0d89d"],
      ["States.JsonMerge($.a, $.b, false)", { x: 1, y: 3, z: 4 }],
      ["States.MathAdd(40, 2)", 42],
      ["States.StringSplit('a,b;c', ',;')", ["a", "b", "c"]],
      ["$.list[*]", [3, 1, 3]],
      ["$.items[?(@.kind == 'b')].id", [2, 3]],
      ["$..id", [1, 2, 3]],
      ["$.list[-1]", 3],
      ["$['name']", "Ada"],
      ["$.list[0:2]", [3, 1]],
    ];
    for (const [expression, expected] of intrinsics)
      it(`with ${expression}`, async () => {
        const input = {
          name: "Ada",
          list: [3, 1, 3],
          a: { x: 1, y: 2 },
          b: { y: 3, z: 4 },
          items: [
            { kind: "a", id: 1 },
            { kind: "b", id: 2 },
            { kind: "b", id: 3 },
          ],
        };
        assert.deepEqual(await flow.outputOf({ Type: "Pass", Parameters: { "v.$": expression } }, input), {
          v: expected,
        });
      });

    it("and fail where a path leads to nothing", async () => {
      const { error, cause } = await flow.run(
        one({ ...invokeState("f"), Parameters: { FunctionName: "f", "Payload.$": "$.missing" } }),
      );
      assert.equal(error, "States.ParameterPathFailure");
      assert.match(cause ?? "", /\$\.missing/);
    });
  });
});
