import assert from "node:assert/strict";
import {
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SendMessageBatchCommand,
} from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { queue } from "../graphs";
import { rehearseQueues, url } from "./fixture";

describe("queues", () => {
  const sqs = rehearseQueues();

  describe("answer as SQS does", () => {
    it("batches, entry by entry", async () => {
      await sqs.open(queue("orders", { maxMessageSize: 1024 }));
      const answer = await sqs.client.send(
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
      const [message] = await sqs.receive();
      const deleted = await sqs.client.send(
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
      await sqs.open(queue("orders"));
      await assert.rejects(sqs.send("x", { QueueUrl: url("nobody") }), QueueDoesNotExist);
      await assert.rejects(
        sqs.client.send(new SendMessageBatchCommand({ QueueUrl: url(), Entries: [] })),
        /EmptyBatchRequest|at least one entry/,
      );
    });

    it("its own URL for a queue's name", async () => {
      await sqs.open(queue("orders"));
      const { QueueUrl } = await sqs.client.send(new GetQueueUrlCommand({ QueueName: "orders" }));
      assert.equal(QueueUrl, `${sqs.queues.endpoint}/123456789012/orders`);
      await sqs.send("through it", { QueueUrl });
      assert.deepEqual(await sqs.bodies(), ["through it"]);
    });

    const form = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${sqs.queues.endpoint}/123456789012/orders`, {
        method: "POST",
        body,
        headers: {
          authorization: "AWS4-HMAC-SHA256 rehearsal",
          "content-type": "application/x-www-form-urlencoded",
          ...headers,
        },
      });

    it("the query protocol in JSON, as integrations of API Gateway use it", async () => {
      await sqs.open(queue("orders"));
      const parameters =
        "Action=SendMessage&MessageBody=a%26b%3D%C3%BC&MessageAttribute.1.Name=kind&" +
        "MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=order";
      const answer = await form(parameters, { accept: "application/json" });
      const body = (await answer.json()) as {
        SendMessageResponse: { SendMessageResult: { MessageId: string; MD5OfMessageBody: string } };
      };
      const [message] = await sqs.receive({ MessageAttributeNames: ["kind"] });
      assert.equal(message?.Body, "a&b=ü");
      assert.equal(message?.MessageAttributes?.kind?.StringValue, "order");
      const { MessageId, MD5OfMessageBody } = body.SendMessageResponse.SendMessageResult;
      assert.deepEqual([MessageId, MD5OfMessageBody], [message?.MessageId, message?.MD5OfBody]);
    });

    it("the query protocol in XML, with what XML needs escaped", async () => {
      await sqs.open(queue("orders"));
      await sqs.send("<a & b>");
      const text = await (await form("Action=ReceiveMessage&MaxNumberOfMessages=1")).text();
      assert.match(text, /<Body>&lt;a &amp; b&gt;<\/Body>/);
      const missing = await form("Action=SendMessage");
      assert.equal(missing.status, 400);
      assert.match(await missing.text(), /<Code>MissingParameter<\/Code>/);
    });

    it("nonsense with an error, never with silence", async () => {
      await sqs.open(queue("orders"));
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
      await sqs.open(queue("orders"));
      assert.equal((await form("Action=ListQueues", { authorization: "" })).status, 403);
      assert.deepEqual(await sqs.bodies(), []);
    });
  });
});
