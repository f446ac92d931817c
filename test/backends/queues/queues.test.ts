import assert from "node:assert/strict";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SQSClient,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { type Queues, createQueues } from "../../../local/backends/queues";
import { graphOf, resource } from "../graphs";
import { ManualScheduler, clientOptions, countedIds, settled } from "../manualScheduler";

const arnOf = (name: string): string => `arn:aws:sqs:eu-central-1:123456789012:${name}`;
const queue = (name: string, inputs: Record<string, unknown> = {}) =>
  resource("aws:sqs/queue:Queue", name, { name, ...inputs }, { arn: arnOf(name) });

describe("queues", () => {
  let scheduler: ManualScheduler;
  let queues: Queues;
  let client: SQSClient;

  async function open(...resources: ReturnType<typeof queue>[]): Promise<void> {
    scheduler = new ManualScheduler();
    queues = await createQueues(graphOf(...resources), { scheduler, newId: countedIds() });
    client = new SQSClient(clientOptions(queues.endpoint));
  }
  afterEach(async () => {
    client.destroy();
    await queues.close();
  });

  const url = (name = "orders"): string => `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}`;
  const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
    client.send(new SendMessageCommand({ QueueUrl: url(), MessageBody, ...more }));
  const receive = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl: url(), MaxNumberOfMessages: 10, ...more })))
      .Messages ?? [];
  const bodies = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
    (await receive(more)).map(({ Body }) => Body);

  describe("of the standard kind", () => {
    it("give a message once until it is deleted, and again after the visibility timeout", async () => {
      await open(queue("orders", { visibilityTimeoutSeconds: 30 }));
      await send("one");
      assert.deepEqual(await bodies(), ["one"]);
      assert.deepEqual(await bodies(), []);
      await scheduler.advance(30_000);
      const [again] = await receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
      assert.equal(again?.Attributes?.ApproximateReceiveCount, "2");
      await client.send(new DeleteMessageCommand({ QueueUrl: url(), ReceiptHandle: again?.ReceiptHandle }));
      await scheduler.advance(30_000);
      assert.deepEqual(await bodies(), []);
    });

    it("carry attributes whose digests the SDK checks", async () => {
      await open(queue("orders"));
      const MessageAttributes = {
        who: { DataType: "String", StringValue: "ü" },
        size: { DataType: "Number.int", StringValue: "12" },
        raw: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255]) },
      };
      await send("body & ü", { MessageAttributes });
      const [message] = await receive({ MessageAttributeNames: ["All"] });
      assert.deepEqual(message?.MessageAttributes, MessageAttributes);
    });

    it("hold delayed messages back", async () => {
      await open(queue("orders", { delaySeconds: 5 }));
      await send("late");
      await send("later", { DelaySeconds: 10 });
      assert.deepEqual(await bodies(), []);
      await scheduler.advance(5_000);
      assert.deepEqual(await bodies(), ["late"]);
      await scheduler.advance(5_000);
      assert.deepEqual(await bodies(), ["later"]);
    });

    it("answer a long poll when a message comes, and with nothing when none does", async () => {
      await open(queue("orders"));
      const polling = scheduler.nextTimer();
      const poll = bodies({ WaitTimeSeconds: 20 });
      await polling;
      await send("arrived");
      assert.deepEqual(await poll, ["arrived"]);
      const pollingAgain = scheduler.nextTimer();
      const empty = bodies({ WaitTimeSeconds: 20 });
      await pollingAgain;
      await scheduler.advance(20_000);
      assert.deepEqual(await empty, []);
    });

    it("wake a long poll when a visibility timeout ends", async () => {
      await open(queue("orders", { visibilityTimeoutSeconds: 5 }));
      await send("one");
      await receive();
      const polling = scheduler.nextTimer();
      const poll = bodies({ WaitTimeSeconds: 20 });
      await polling;
      await scheduler.advance(5_000);
      assert.deepEqual(await poll, ["one"]);
    });

    it("make a message visible at once when its visibility becomes 0", async () => {
      await open(queue("orders"));
      await send("one");
      const [message] = await receive();
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url(),
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );
      assert.deepEqual(await bodies(), ["one"]);
    });

    it("delete nothing with a handle of an earlier receive", async () => {
      await open(queue("orders", { visibilityTimeoutSeconds: 1 }));
      await send("one");
      const [first] = await receive();
      await scheduler.advance(1_000);
      await receive();
      await client.send(new DeleteMessageCommand({ QueueUrl: url(), ReceiptHandle: first?.ReceiptHandle }));
      await scheduler.advance(1_000);
      assert.deepEqual(await bodies(), ["one"]);
    });

    it("forget messages after the retention period", async () => {
      await open(queue("orders", { messageRetentionSeconds: 60 }));
      await send("old");
      await scheduler.advance(61_000);
      assert.deepEqual(await bodies(), []);
    });

    it("move a message to the dead-letter queue after maxReceiveCount receives", async () => {
      const redrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 2 });
      await open(queue("dead"), queue("orders", { redrivePolicy, visibilityTimeoutSeconds: 10 }));
      const { MessageId } = await send("poison");
      await send("good");
      for (let turn = 0; turn < 2; turn++) {
        assert.equal((await receive()).length, 2);
        await scheduler.advance(10_000);
      }
      await send("next");
      assert.deepEqual(await bodies(), ["next"]);
      const dead = await receive({ QueueUrl: url("dead"), MessageSystemAttributeNames: ["All"] });
      assert.deepEqual(
        dead.map(({ Body }) => Body),
        ["poison", "good"],
      );
      assert.equal(dead[0]?.MessageId, MessageId);
      assert.equal(dead[0]?.Attributes?.DeadLetterQueueSourceArn, arnOf("orders"));
    });

    it("count what is visible, in flight and delayed", async () => {
      await open(queue("orders"));
      await send("a");
      await send("b");
      await send("c", { DelaySeconds: 60 });
      await receive({ MaxNumberOfMessages: 1 });
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: url(), AttributeNames: ["All"] }),
      );
      assert.equal(Attributes?.ApproximateNumberOfMessages, "1");
      assert.equal(Attributes?.ApproximateNumberOfMessagesNotVisible, "1");
      assert.equal(Attributes?.ApproximateNumberOfMessagesDelayed, "1");
      assert.equal(Attributes?.QueueArn, arnOf("orders"));
    });
  });

  describe("of the FIFO kind", () => {
    const fifo = (inputs: Record<string, unknown> = {}) =>
      open(queue("orders.fifo", { fifoQueue: true, contentBasedDeduplication: true, ...inputs }));
    const put = (body: string, MessageGroupId: string) =>
      send(body, { QueueUrl: url("orders.fifo"), MessageGroupId });
    const take = (MaxNumberOfMessages = 10) => receive({ QueueUrl: url("orders.fifo"), MaxNumberOfMessages });

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
      await client.send(
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
      await scheduler.advance(5 * 60_000);
      assert.notEqual((await put("same", "a")).MessageId, first.MessageId);
    });

    it("refuse a message without a group", async () => {
      await fifo();
      await assert.rejects(send("x", { QueueUrl: url("orders.fifo") }), {
        name: "MissingParameter",
        message: /MessageGroupId/,
      });
    });

    it("deliver each group in its order, whatever consumers do", async () => {
      await fifo({ visibilityTimeoutSeconds: 10 });
      const access = queues.byArn(arnOf("orders.fifo"));
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
              await scheduler.advance(10_000);
            }
          }
          while (consume(10) > 0);
          assert.deepEqual(seen, sent);
        }),
        { numRuns: 30 },
      );
    });
  });

  describe("answer as SQS does", () => {
    it("batches, entry by entry", async () => {
      await open(queue("orders", { maxMessageSize: 1024 }));
      const answer = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: url(),
          Entries: [
            { Id: "a", MessageBody: "fine" },
            { Id: "b", MessageBody: "x".repeat(1025) },
          ],
        }),
      );
      assert.deepEqual(
        answer.Successful?.map(({ Id }) => Id),
        ["a"],
      );
      assert.equal(answer.Failed?.[0]?.Code, "InvalidParameterValue");
      const [message] = await receive();
      const deleted = await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: url(),
          Entries: [
            { Id: "ok", ReceiptHandle: message?.ReceiptHandle },
            { Id: "bad", ReceiptHandle: "nonsense" },
          ],
        }),
      );
      assert.deepEqual([deleted.Successful?.[0]?.Id, deleted.Failed?.[0]?.Id], ["ok", "bad"]);
    });

    it("errors that the SDK knows by name", async () => {
      await open(queue("orders"));
      await assert.rejects(send("x", { QueueUrl: url("nobody") }), QueueDoesNotExist);
      await assert.rejects(
        client.send(new SendMessageBatchCommand({ QueueUrl: url(), Entries: [] })),
        /EmptyBatchRequest|at least one entry/,
      );
    });

    it("its own URL for a queue's name", async () => {
      await open(queue("orders"));
      const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: "orders" }));
      assert.equal(QueueUrl, `${queues.endpoint}/123456789012/orders`);
      await send("through it", { QueueUrl });
      assert.deepEqual(await bodies(), ["through it"]);
    });

    const form = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${queues.endpoint}/123456789012/orders`, {
        method: "POST",
        body,
        headers: {
          authorization: "AWS4-HMAC-SHA256 rehearsal",
          "content-type": "application/x-www-form-urlencoded",
          ...headers,
        },
      });

    it("the query protocol in JSON, as integrations of API Gateway use it", async () => {
      await open(queue("orders"));
      const parameters =
        "Action=SendMessage&MessageBody=a%26b%3D%C3%BC&MessageAttribute.1.Name=kind&" +
        "MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=order";
      const answer = await form(parameters, { accept: "application/json" });
      const body = (await answer.json()) as {
        SendMessageResponse: { SendMessageResult: { MessageId: string; MD5OfMessageBody: string } };
      };
      const [message] = await receive({ MessageAttributeNames: ["kind"] });
      assert.equal(message?.Body, "a&b=ü");
      assert.equal(message?.MessageAttributes?.kind?.StringValue, "order");
      const { MessageId, MD5OfMessageBody } = body.SendMessageResponse.SendMessageResult;
      assert.deepEqual([MessageId, MD5OfMessageBody], [message?.MessageId, message?.MD5OfBody]);
    });

    it("the query protocol in XML, with what XML needs escaped", async () => {
      await open(queue("orders"));
      await send("<a & b>");
      const text = await (await form("Action=ReceiveMessage&MaxNumberOfMessages=1")).text();
      assert.match(text, /<Body>&lt;a &amp; b&gt;<\/Body>/);
      const missing = await form("Action=SendMessage");
      assert.equal(missing.status, 400);
      assert.match(await missing.text(), /<Code>MissingParameter<\/Code>/);
    });

    it("nonsense with an error, never with silence", async () => {
      await open(queue("orders"));
      await fc.assert(
        fc.asyncProperty(fc.string(), fc.boolean(), async (body, json) => {
          const headers = json ? { "x-amz-target": "AmazonSQS.SendMessage" } : {};
          const { status } = await form(body, headers as Record<string, string>);
          assert(status >= 400 && status < 500, `${status}`);
        }),
        { numRuns: 30 },
      );
    });

    it("nobody who does not sign, and no other host", async () => {
      await open(queue("orders"));
      assert.equal((await form("Action=ListQueues", { authorization: "" })).status, 403);
      assert.deepEqual(await bodies(), []);
    });
  });

  it("keep their messages when the program changes", async () => {
    await open(queue("orders"), queue("gone"));
    await send("kept");
    queues.reload(graphOf(queue("orders", { visibilityTimeoutSeconds: 7 }), queue("new")));
    assert.deepEqual(await bodies(), ["kept"]);
    await scheduler.advance(7_000);
    assert.deepEqual(await bodies(), ["kept"]);
    await assert.rejects(send("x", { QueueUrl: url("gone") }), QueueDoesNotExist);
    await send("x", { QueueUrl: url("new") });
    await settled();
  });
});
