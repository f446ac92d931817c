import assert from "node:assert/strict";
import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { arnOf, queueArn } from "../graphs";
import { settled } from "../manualScheduler";
import { invokeState, one, rehearseWorkflow } from "./fixture";

describe("workflows", () => {
  const flow = rehearseWorkflow();

  describe("call", () => {
    it("a function, in both ways", async () => {
      flow.lambdas.double = ({ n }) => ({ n: Number(n) * 2 });
      const definition = {
        StartAt: "A",
        States: {
          A: { ...invokeState("double"), Next: "B" },
          B: { Type: "Task", Resource: arnOf("double"), End: true },
        },
      };
      assert.deepEqual((await flow.run(definition, { n: 1 })).output, { n: 4 });
    });

    it("a queue", async () => {
      await flow.outputOf(
        {
          Type: "Task",
          Resource: "arn:aws:states:::sqs:sendMessage",
          Parameters: {
            QueueUrl: "https://sqs.eu-central-1.amazonaws.com/1/orders",
            MessageBody: { "id.$": "$.id" },
          },
        },
        { id: 7 },
      );
      assert.equal(flow.queues.byArn(queueArn("orders"))?.peek()[0]?.body, '{"id":7}');
    });

    it("a service whose error is caught by name", async () => {
      const task = {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:sqs:sendMessage",
        Parameters: { QueueUrl: "none", MessageBody: "x" },
        Catch: [{ ErrorEquals: ["Sqs.QueueDoesNotExistException"], ResultPath: "$.error", Next: "Caught" }],
        End: true,
      };
      const { output } = await flow.run(
        { StartAt: "T", States: { T: task, Caught: { Type: "Succeed" } } },
        { kept: 1 },
      );
      assert.deepEqual(output, {
        kept: 1,
        error: { Error: "Sqs.QueueDoesNotExistException", Cause: "The specified queue does not exist." },
      });
    });

    it("and wait for a token", async () => {
      let token = "";
      flow.lambdas.ask = (event) => void (token = String(event.token));
      await flow.open(
        one({
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
          Parameters: { FunctionName: arnOf("ask"), Payload: { "token.$": "$$.Task.Token" } },
        }),
      );
      const arn = await flow.start();
      await settled();
      assert.equal((await flow.describeIt(arn)).status, "RUNNING");
      await flow.client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"approved":true}' }));
      await settled();
      assert.equal((await flow.describeIt(arn)).output, '{"approved":true}');
    });
  });
});
