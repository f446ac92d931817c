import assert from "node:assert/strict";
import {
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { settled } from "../manualScheduler";
import { machineArn, one, rehearseWorkflow } from "./fixture";

describe("workflows", () => {
  const flow = rehearseWorkflow();

  describe("are executed as by Step Functions", () => {
    it("once for a name and an input", async () => {
      await flow.open(one({ Type: "Wait", Seconds: 10 }));
      const first = await flow.start({ a: 1 }, "order-1");
      assert.equal(await flow.start({ a: 1 }, "order-1"), first);
      await assert.rejects(flow.start({ a: 2 }, "order-1"), ExecutionAlreadyExists);
      await flow.scheduler.advance(10_000);
      await assert.rejects(flow.start({ a: 1 }, "order-1"), ExecutionAlreadyExists);
    });

    it("synchronously with status and error in a 200", async () => {
      await flow.open(one({ Type: "Fail", Error: "NoQuote", Cause: "nothing fits" }), { type: "EXPRESS" });
      const answer = await flow.client.send(
        new StartSyncExecutionCommand({ stateMachineArn: machineArn, input: "{}" }),
      );
      assert.equal(answer.$metadata.httpStatusCode, 200);
      assert.deepEqual([answer.status, answer.error, answer.cause], ["FAILED", "NoQuote", "nothing fits"]);
      assert.match(answer.executionArn ?? "", /:express:flow:/);
    });

    it("for five minutes at most when they are express", async () => {
      await flow.open(one({ Type: "Wait", Seconds: 301 }), { type: "EXPRESS" });
      const started = flow.scheduler.nextTimer();
      const answer = flow.client.send(new StartSyncExecutionCommand({ stateMachineArn: machineArn }));
      await started;
      await flow.scheduler.advance(300_000);
      assert.equal((await answer).status, "TIMED_OUT");
    });

    it("until they are stopped", async () => {
      await flow.open(one({ Type: "Wait", Seconds: 1000 }));
      const executionArn = await flow.start();
      await flow.client.send(new StopExecutionCommand({ executionArn, error: "Mine", cause: "enough" }));
      const { status, error } = await flow.describeIt(executionArn);
      assert.deepEqual([status, error], ["ABORTED", "Mine"]);
    });

    it("with a history, and a log without data", async () => {
      await flow.open(one({ Type: "Pass", Result: "secret" }), {
        loggingConfiguration: { level: "ALL", includeExecutionData: false, logDestination: "group" },
      });
      const executionArn = await flow.start();
      await settled();
      const { events } = await flow.client.send(new GetExecutionHistoryCommand({ executionArn }));
      const types = ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"];
      assert.deepEqual(
        events?.map(({ type }) => type),
        types,
      );
      assert.equal(flow.lines.length, 4);
      assert(!flow.lines.join().includes("secret"));
    });

    const refused: [string, Record<string, string>, string][] = [
      ["another machine", { stateMachineArn: `${machineArn}2` }, "StateMachineDoesNotExist"],
      ["no ARN", { stateMachineArn: "flow" }, "InvalidArn"],
      ["input that is not JSON", { input: "{" }, "InvalidExecutionInput"],
      ["a name with a slash", { name: "a/b" }, "InvalidName"],
    ];
    for (const [what, more, name] of refused)
      it(`never for ${what}`, async () => {
        await flow.open(one({ Type: "Succeed" }));
        await assert.rejects(
          flow.client.send(new StartExecutionCommand({ stateMachineArn: machineArn, ...more })),
          {
            name,
          },
        );
      });

    it("never in JSONata, which is said at start-up and in the execution", async () => {
      const { status, cause } = await flow.run({ QueryLanguage: "JSONata", ...one({ Type: "Succeed" }) });
      assert.equal(status, "FAILED");
      assert.match(cause ?? "", /JSONata/);
      assert.match(flow.workflows.notices[0] ?? "", /JSONata/);
    });
  });
});
