import assert from "node:assert/strict";
import { DeleteMessageCommand } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { queue, queueArn } from "../graphs";
import { rehearseQueues, url } from "./fixture";

describe("queues", () => {
  const sqs = rehearseQueues();

  describe("of the FIFO kind", () => {
    const fifo = (inputs: Record<string, unknown> = {}) =>
      sqs.open(queue("orders.fifo", { fifoQueue: true, contentBasedDeduplication: true, ...inputs }));
    const put = (body: string, MessageGroupId: string) =>
      sqs.send(body, { QueueUrl: url("orders.fifo"), MessageGroupId });
    const take = (MaxNumberOfMessages = 10) =>
      sqs.receive({ QueueUrl: url("orders.fifo"), MaxNumberOfMessages });

    it("keep the order of a group, and hold it back while one of its messages is in flight", async () => {
      await fifo();
      await put("a1", "a");
      await put("b1", "b");
      await put("a2", "a");
      const [first] = await take(1);
      assert.equal(first?.Body, "a1");
      assert.deepEqual(
        (await take()).map(({ Body }) => Body),
        ["b1"],
      );
      await sqs.client.send(
        new DeleteMessageCommand({ QueueUrl: url("orders.fifo"), ReceiptHandle: first?.ReceiptHandle }),
      );
      assert.deepEqual(
        (await take()).map(({ Body }) => Body),
        ["a2"],
      );
    });

    it("take the same message once in five minutes", async () => {
      await fifo();
      const first = await put("same", "a");
      assert.equal((await put("same", "a")).MessageId, first.MessageId);
      assert.equal((await take()).length, 1);
      await sqs.scheduler.advance(5 * 60_000);
      assert.notEqual((await put("same", "a")).MessageId, first.MessageId);
    });

    it("refuse a message without a group", async () => {
      await fifo();
      await assert.rejects(sqs.send("x", { QueueUrl: url("orders.fifo") }), {
        name: "MissingParameter",
        message: /MessageGroupId/,
      });
    });

    it("deliver each group in its order, whatever consumers do", async () => {
      await fifo({ visibilityTimeoutSeconds: 10 });
      const access = sqs.queues.byArn(queueArn("orders.fifo"));
      assert(access);
      const step = fc.oneof(
        fc.record({ kind: fc.constant("send" as const), group: fc.constantFrom("a", "b", "c") }),
        fc.record({ kind: fc.constant("consume" as const), most: fc.integer({ min: 1, max: 10 }) }),
        fc.record({ kind: fc.constant("abandon" as const), most: fc.integer({ min: 1, max: 10 }) }),
      );
      let serial = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const sent: Record<string, string[]> = { a: [], b: [], c: [] };
          const seen: Record<string, string[]> = { a: [], b: [], c: [] };
          const consume = (most: number): number => {
            const messages = access.receive(most);
            for (const { body, groupId, receiptHandle } of messages) {
              seen[groupId ?? ""]?.push(body);
              access.delete(receiptHandle ?? "");
            }
            return messages.length;
          };
          for (const each of steps) {
            if (each.kind === "send") {
              const body = `${++serial}`;
              access.send({ body, groupId: each.group });
              sent[each.group]?.push(body);
            } else if (each.kind === "consume") consume(each.most);
            else {
              access.receive(each.most);
              await sqs.scheduler.advance(10_000);
            }
          }
          while (consume(10) > 0);
          assert.deepEqual(seen, sent);
        }),
        { numRuns: 30 },
      );
    });
  });
});
