import assert from "node:assert/strict";
import { settled } from "../manualScheduler";
import { invokeState, one, rehearseWorkflow } from "./fixture";

describe("workflows", () => {
  const flow = rehearseWorkflow();

  describe("bear failures", () => {
    const failing = (times: number, name = "Flaky") => {
      let calls = 0;
      flow.lambdas.flaky = () => {
        if (calls++ < times) throw Object.assign(new Error("no"), { name });
        return { calls };
      };
      return () => calls;
    };
    const Retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }];

    it("by retries with a growing interval", async () => {
      const calls = failing(2);
      await flow.open(one({ ...invokeState("flaky"), Retry }));
      const arn = await flow.start();
      await settled();
      assert.equal(calls(), 1);
      await flow.scheduler.advance(2_000);
      assert.equal(calls(), 2);
      await flow.scheduler.advance(5_999);
      assert.equal(calls(), 2);
      await flow.scheduler.advance(1);
      assert.equal((await flow.describeIt(arn)).output, '{"calls":3}');
    });

    it("until the attempts are used up", async () => {
      const calls = failing(9);
      const { status, error, cause } = await flow.run(one({ ...invokeState("flaky"), Retry }));
      assert.deepEqual([status, error, calls()], ["FAILED", "Flaky", 3]);
      assert.deepEqual(JSON.parse(cause ?? ""), { errorType: "Flaky", errorMessage: "no" });
    });

    it("by compensation of what was done", async () => {
      const done: string[] = [];
      flow.lambdas.reserve = () => void done.push("reserve");
      flow.lambdas.release = () => void done.push("release");
      flow.lambdas.pay = () => {
        throw Object.assign(new Error("declined"), { name: "PaymentDeclined" });
      };
      const Catch = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Release" }];
      const { status, error } = await flow.run({
        StartAt: "Reserve",
        States: {
          Reserve: { ...invokeState("reserve"), ResultPath: null, OutputPath: "$", Next: "Pay" },
          Pay: { ...invokeState("pay"), Catch, End: true },
          Release: { ...invokeState("release"), ResultPath: null, OutputPath: "$", Next: "Failed" },
          Failed: { Type: "Fail", ErrorPath: "$.error.Error", Cause: "compensated" },
        },
      });
      assert.deepEqual([status, error, done], ["FAILED", "PaymentDeclined", ["reserve", "release"]]);
    });

    it("by a timeout of the task", async () => {
      flow.lambdas.slow = () => new Promise(() => undefined);
      const Catch = [{ ErrorEquals: ["States.Timeout"], Next: "Late" }];
      const definition = {
        StartAt: "T",
        States: {
          T: { ...invokeState("slow"), TimeoutSeconds: 5, Catch, End: true },
          Late: { Type: "Pass", Result: "late", End: true },
        },
      };
      assert.equal((await flow.run(definition)).output, "late");
    });

    it("never by catching States.Runtime with States.ALL", async () => {
      const Catch = [{ ErrorEquals: ["States.ALL"], Next: "C" }];
      const { error } = await flow.run({
        StartAt: "T",
        States: { T: { ...invokeState("x"), InputPath: "$.none", Catch, End: true }, C: { Type: "Succeed" } },
      });
      assert.equal(error, "States.Runtime");
    });
  });
});
