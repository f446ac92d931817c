import assert from "node:assert/strict";
import { graphOf, queue, queueArn } from "../graphs";
import { settled } from "../manualScheduler";
import { failure, mapping, rehearseMappings, success } from "./fixture";

const redrivePolicy = (maxReceiveCount: number) =>
  JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount });

describe("event source mappings", () => {
  const rehearsal = rehearseMappings();
  const send = (...texts: string[]) => texts.map((body) => rehearsal.at("orders").send({ body }).id);
  const delivered = () => rehearsal.events.map(({ Records }) => Records.map(({ body }) => body));

  describe("of queues", () => {
    it("deliver in batches and delete what succeeded", async () => {
      await rehearsal.open(queue("orders"), mapping(queueArn("orders"), { batchSize: 2 }));
      send("a", "b", "c");
      assert.equal(await rehearsal.sources.tick(), 2);
      assert.deepEqual(delivered(), [["a", "b"], ["c"]]);
      assert.deepEqual(rehearsal.waiting("orders"), []);
      assert.equal(await rehearsal.sources.tick(), 0);
    });

    it("give the event that Lambda gives", async () => {
      await rehearsal.open(queue("orders"), mapping(queueArn("orders")));
      rehearsal
        .at("orders")
        .send({ body: "x", attributes: { kind: { DataType: "String", StringValue: "k" } } });
      await rehearsal.sources.tick();
      const [record] = rehearsal.events[0]?.Records ?? [];
      const { receiptHandle, ...rest } = record as unknown as Record<string, unknown>;
      assert.equal(typeof receiptHandle, "string");
      assert.deepEqual(rest, {
        messageId: "00000000-0000-4000-8000-000000000001",
        body: "x",
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: String(rehearsal.scheduler.now()),
          SenderId: "REHEARSAL",
          ApproximateFirstReceiveTimestamp: String(rehearsal.scheduler.now()),
        },
        messageAttributes: {
          kind: { stringValue: "k", stringListValues: [], binaryListValues: [], dataType: "String" },
        },
        md5OfBody: "9dd4e461268c8034f5c8564e155c67a6",
        eventSource: "aws:sqs",
        eventSourceARN: queueArn("orders"),
        awsRegion: "eu-central-1",
      });
    });

    it("return only what a partial response names, after the visibility timeout", async () => {
      await rehearsal.open(
        queue("orders", { visibilityTimeoutSeconds: 60 }),
        mapping(queueArn("orders"), { functionResponseTypes: ["ReportBatchItemFailures"] }),
      );
      const [, second] = send("a", "b", "c");
      rehearsal.consumer = () => success({ batchItemFailures: [{ itemIdentifier: second }] });
      await rehearsal.sources.tick();
      assert.deepEqual(rehearsal.waiting("orders"), ["b"]);
      rehearsal.consumer = () => success({ batchItemFailures: [] });
      assert.equal(await rehearsal.sources.tick(), 0);
      await rehearsal.scheduler.advance(60_000);
      await rehearsal.sources.tick();
      assert.deepEqual(delivered(), [["a", "b", "c"], ["b"]]);
      assert.deepEqual(rehearsal.waiting("orders"), []);
    });

    for (const report of [[{ itemIdentifier: "" }], [{ itemIdentifier: "unknown" }], [{}], "nonsense"])
      it(`take a report that makes no sense as a whole failure: ${JSON.stringify(report)}`, async () => {
        await rehearsal.open(
          queue("orders"),
          mapping(queueArn("orders"), { functionResponseTypes: ["ReportBatchItemFailures"] }),
        );
        send("a", "b");
        rehearsal.consumer = () => success({ batchItemFailures: report });
        await rehearsal.sources.tick();
        assert.deepEqual(rehearsal.waiting("orders"), ["a", "b"]);
      });

    it("end a poison message in the dead-letter queue, and lose nothing else", async () => {
      await rehearsal.open(
        queue("dead"),
        queue("orders", { visibilityTimeoutSeconds: 10, redrivePolicy: redrivePolicy(3) }),
        mapping(queueArn("orders"), { batchSize: 1 }),
      );
      const handled: string[] = [];
      rehearsal.consumer = ({ Records }) => {
        if (Records.some(({ body }) => body === "poison")) return failure;
        handled.push(...Records.map(({ body }) => body));
        return success();
      };
      send("a", "poison", "b");
      for (let round = 0; round < 5; round++) {
        while ((await rehearsal.sources.tick()) > 0);
        await rehearsal.scheduler.advance(10_000);
      }
      assert.deepEqual(handled.sort(), ["a", "b"]);
      assert.deepEqual(rehearsal.waiting("orders"), []);
      assert.deepEqual(rehearsal.waiting("dead"), ["poison"]);
      assert.equal(delivered().filter(([body]) => body === "poison").length, 3);
    });

    it("never invoke more at a time than maximumConcurrency", async () => {
      await rehearsal.open(
        queue("orders"),
        mapping(queueArn("orders"), { batchSize: 1, scalingConfig: { maximumConcurrency: 2 } }),
      );
      let [running, most] = [0, 0];
      rehearsal.consumer = async () => {
        most = Math.max(most, ++running);
        await settled();
        running--;
        return success();
      };
      send("a", "b", "c", "d", "e");
      rehearsal.sources.start();
      while (rehearsal.waiting("orders").length > 0) await settled();
      assert.equal(most, 2);
    });

    it("wait for a full batch, or for the end of the batching window", async () => {
      await rehearsal.open(
        queue("orders"),
        mapping(queueArn("orders"), { batchSize: 3, maximumBatchingWindowInSeconds: 5 }),
      );
      rehearsal.sources.start();
      send("a", "b");
      await rehearsal.scheduler.advance(4_999);
      assert.deepEqual(delivered(), []);
      await rehearsal.scheduler.advance(1);
      assert.deepEqual(delivered(), [["a", "b"]]);
      send("c", "d", "e");
      await settled();
      assert.deepEqual(delivered()[1], ["c", "d", "e"]);
    });

    it("deliver by themselves once started, and again after a failure", async () => {
      await rehearsal.open(queue("orders", { visibilityTimeoutSeconds: 30 }), mapping(queueArn("orders")));
      rehearsal.sources.start();
      rehearsal.consumer = () => failure;
      send("a");
      await settled();
      rehearsal.consumer = () => success();
      await rehearsal.scheduler.advance(30_000);
      assert.deepEqual(delivered(), [["a"], ["a"]]);
      assert.deepEqual(rehearsal.waiting("orders"), []);
    });

    it("deliver what becomes visible while they look", async () => {
      for (let early = 0; early < 12; early++) {
        await rehearsal.open(queue("orders"), mapping(queueArn("orders")));
        rehearsal.sources.start();
        await settled();
        Object.assign(rehearsal.scheduler, { early, lookTakes: 1 });
        rehearsal.at("orders").send({ body: "a", delaySeconds: 5 });
        await rehearsal.scheduler.advance(6_000);
        assert.deepEqual(delivered(), [["a"]], `${early} ms`);
        await rehearsal.close();
      }
    });

    it("delete what no filter lets through", async () => {
      const pattern = JSON.stringify({ body: { kind: ["order"], amount: [{ numeric: [">", 10] }] } });
      await rehearsal.open(
        queue("orders"),
        mapping(queueArn("orders"), { filterCriteria: { filters: [{ pattern }] } }),
      );
      send('{"kind":"order","amount":11}', '{"kind":"order","amount":10}', "not JSON");
      await rehearsal.sources.tick();
      assert.deepEqual(delivered(), [['{"kind":"order","amount":11}']]);
      assert.deepEqual(rehearsal.waiting("orders"), []);
    });

    it("do nothing while disabled, and name a source that is not rehearsed", async () => {
      await rehearsal.open(queue("orders"), mapping(queueArn("orders"), { enabled: false }));
      send("a");
      assert.equal(await rehearsal.sources.tick(), 0);
      rehearsal.sources.reload(
        graphOf(mapping("arn:aws:dynamodb:eu-central-1:123456789012:table/t/stream/x")),
      );
      assert.match(rehearsal.sources.notices[0] ?? "", /not rehearsed/);
    });
  });
});
