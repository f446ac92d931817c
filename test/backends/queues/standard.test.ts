import assert from "node:assert/strict";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { queue, queueArn } from "../graphs";
import { rehearseQueues, url } from "./fixture";

describe("queues", () => {
  const sqs = rehearseQueues();

  describe("of the standard kind", () => {
    it("give a message once until it is deleted, and again after the visibility timeout", async () => {
      await sqs.open(queue("orders", { visibilityTimeoutSeconds: 30 }));
      await sqs.send("one");
      assert.deepEqual(await sqs.bodies(), ["one"]);
      assert.deepEqual(await sqs.bodies(), []);
      await sqs.scheduler.advance(30_000);
      const [again] = await sqs.receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
      assert.equal(again?.Attributes?.ApproximateReceiveCount, "2");
      await sqs.client.send(
        new DeleteMessageCommand({ QueueUrl: url(), ReceiptHandle: again?.ReceiptHandle }),
      );
      await sqs.scheduler.advance(30_000);
      assert.deepEqual(await sqs.bodies(), []);
    });

    it("carry attributes whose digests the SDK checks", async () => {
      await sqs.open(queue("orders"));
      const MessageAttributes = {
        who: { DataType: "String", StringValue: "ü" },
        size: { DataType: "Number.int", StringValue: "12" },
        raw: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) },
      };
      await sqs.send("body & ü", { MessageAttributes });
      const [message] = await sqs.receive({ MessageAttributeNames: ["All"] });
      assert.deepEqual(message?.MessageAttributes, MessageAttributes);
    });

    it("hold delayed messages back", async () => {
      await sqs.open(queue("orders", { delaySeconds: 5 }));
      await sqs.send("late");
      await sqs.send("later", { DelaySeconds: 10 });
      assert.deepEqual(await sqs.bodies(), []);
      await sqs.scheduler.advance(5_000);
      assert.deepEqual(await sqs.bodies(), ["late"]);
      await sqs.scheduler.advance(5_000);
      assert.deepEqual(await sqs.bodies(), ["later"]);
    });

    it("answer a long poll when a message comes, and with nothing when none does", async () => {
      await sqs.open(queue("orders"));
      const polling = sqs.scheduler.nextTimer();
      const poll = sqs.bodies({ WaitTimeSeconds: 20 });
      await polling;
      await sqs.send("arrived");
      assert.deepEqual(await poll, ["arrived"]);
      const pollingAgain = sqs.scheduler.nextTimer();
      const empty = sqs.bodies({ WaitTimeSeconds: 20 });
      await pollingAgain;
      await sqs.scheduler.advance(20_000);
      assert.deepEqual(await empty, []);
    });

    it("wake a long poll when a visibility timeout ends", async () => {
      await sqs.open(queue("orders", { visibilityTimeoutSeconds: 5 }));
      await sqs.send("one");
      await sqs.receive();
      const polling = sqs.scheduler.nextTimer();
      const poll = sqs.bodies({ WaitTimeSeconds: 20 });
      await polling;
      await sqs.scheduler.advance(5_000);
      assert.deepEqual(await poll, ["one"]);
    });

    it("wake a long poll for a message that becomes visible while it looks", async () => {
      for (let early = 0; early < 12; early++) {
        await sqs.open(queue("orders", { visibilityTimeoutSeconds: 5 }));
        await sqs.send("one");
        await sqs.receive();
        Object.assign(sqs.scheduler, { early, lookTakes: 1 });
        const polling = sqs.scheduler.nextTimer();
        let got: readonly unknown[] = [];
        const poll = sqs.bodies({ WaitTimeSeconds: 20 }).then((bodies) => (got = bodies));
        await polling;
        await sqs.scheduler.advance(6_000);
        await Promise.race([poll, sqs.scheduler.advance(1_000)]);
        assert.deepEqual(got, ["one"], `${early} ms`);
        await sqs.close();
      }
    });

    it("make a message visible at once when its visibility becomes 0", async () => {
      await sqs.open(queue("orders"));
      await sqs.send("one");
      const [message] = await sqs.receive();
      await sqs.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url(),
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );
      assert.deepEqual(await sqs.bodies(), ["one"]);
    });

    it("delete nothing with a handle of an earlier receive", async () => {
      await sqs.open(queue("orders", { visibilityTimeoutSeconds: 1 }));
      await sqs.send("one");
      const [first] = await sqs.receive();
      await sqs.scheduler.advance(1_000);
      await sqs.receive();
      await sqs.client.send(
        new DeleteMessageCommand({ QueueUrl: url(), ReceiptHandle: first?.ReceiptHandle }),
      );
      await sqs.scheduler.advance(1_000);
      assert.deepEqual(await sqs.bodies(), ["one"]);
    });

    it("forget messages after the retention period", async () => {
      await sqs.open(queue("orders", { messageRetentionSeconds: 60 }));
      await sqs.send("old");
      await sqs.scheduler.advance(61_000);
      assert.deepEqual(await sqs.bodies(), []);
    });

    it("move a message to the dead-letter queue after maxReceiveCount receives", async () => {
      const redrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount: 2 });
      await sqs.open(queue("dead"), queue("orders", { redrivePolicy, visibilityTimeoutSeconds: 10 }));
      const { MessageId } = await sqs.send("poison");
      await sqs.send("good");
      for (let turn = 0; turn < 2; turn++) {
        assert.equal((await sqs.receive()).length, 2);
        await sqs.scheduler.advance(10_000);
      }
      await sqs.send("next");
      assert.deepEqual(await sqs.bodies(), ["next"]);
      const dead = await sqs.receive({ QueueUrl: url("dead"), MessageSystemAttributeNames: ["All"] });
      assert.deepEqual(
        dead.map(({ Body }) => Body),
        ["poison", "good"],
      );
      assert.equal(dead[0]?.MessageId, MessageId);
      assert.equal(dead[0]?.Attributes?.DeadLetterQueueSourceArn, queueArn("orders"));
    });

    it("count what is visible, in flight and delayed", async () => {
      await sqs.open(queue("orders"));
      await sqs.send("a");
      await sqs.send("b");
      await sqs.send("c", { DelaySeconds: 60 });
      await sqs.receive({ MaxNumberOfMessages: 1 });
      const { Attributes } = await sqs.client.send(
        new GetQueueAttributesCommand({ QueueUrl: url(), AttributeNames: ["All"] }),
      );
      assert.equal(Attributes?.ApproximateNumberOfMessages, "1");
      assert.equal(Attributes?.ApproximateNumberOfMessagesNotVisible, "1");
      assert.equal(Attributes?.ApproximateNumberOfMessagesDelayed, "1");
      assert.equal(Attributes?.QueueArn, queueArn("orders"));
    });
  });
});
