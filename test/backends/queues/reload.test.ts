import assert from "node:assert/strict";
import { QueueDoesNotExist } from "@aws-sdk/client-sqs";
import { graphOf, queue } from "../graphs";
import { settled } from "../manualScheduler";
import { rehearseQueues, url } from "./fixture";

describe("queues", () => {
  const sqs = rehearseQueues();

  it("keep their messages when the program changes", async () => {
    await sqs.open(queue("orders"), queue("gone"));
    await sqs.send("kept");
    sqs.queues.reload(graphOf(queue("orders", { visibilityTimeoutSeconds: 7 }), queue("new")));
    assert.deepEqual(await sqs.bodies(), ["kept"]);
    await sqs.scheduler.advance(7_000);
    assert.deepEqual(await sqs.bodies(), ["kept"]);
    await assert.rejects(sqs.send("x", { QueueUrl: url("gone") }), QueueDoesNotExist);
    await sqs.send("x", { QueueUrl: url("new") });
    await settled();
  });
});
