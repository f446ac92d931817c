import assert from "node:assert/strict";
import { settled } from "../manualScheduler";
import { invokeState, one, rehearseWorkflow } from "./fixture";

describe("workflows", () => {
  const flow = rehearseWorkflow();

  describe("branch", () => {
    it("in parallel, in the order of the branches", async () => {
      const wait = (Seconds: number) => ({
        StartAt: "W",
        States: { W: { Type: "Wait", Seconds, Next: "P" }, P: { Type: "Pass", Result: Seconds, End: true } },
      });
      assert.deepEqual(await flow.outputOf({ Type: "Parallel", Branches: [wait(3), wait(1)] }), [3, 1]);
    });

    it("over items, with their index, few at a time", async () => {
      let [running, most] = [0, 0];
      flow.lambdas.item = async (event) => {
        most = Math.max(most, ++running);
        await settled();
        running--;
        return event;
      };
      const output = await flow.outputOf(
        {
          Type: "Map",
          ItemsPath: "$.items",
          MaxConcurrency: 2,
          ItemSelector: { "at.$": "$$.Map.Item.Index", "value.$": "$$.Map.Item.Value", "all.$": "$.id" },
          ItemProcessor: one(invokeState("item")),
        },
        { id: "x", items: ["a", "b", "c"] },
      );
      assert.deepEqual(
        output,
        ["a", "b", "c"].map((value, at) => ({ at, value, all: "x" })),
      );
      assert.equal(most, 2);
    });

    it("and fail as a whole when one branch does", async () => {
      const failing = { StartAt: "F", States: { F: { Type: "Fail", Error: "Broken", Cause: "b" } } };
      const waiting = one({ Type: "Wait", Seconds: 1000 });
      const { error } = await flow.run(one({ Type: "Parallel", Branches: [waiting, failing] }));
      assert.equal(error, "Broken");
    });
  });
});
