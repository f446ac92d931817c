import assert from "node:assert/strict";
import { type EventSources, createEventSources } from "../../../local/backends/eventSources";
import type { FunctionResult } from "../../../local/backends/functions";
import { type Queues, createQueues } from "../../../local/backends/queues";
import { type Streams, createStreams } from "../../../local/backends/streams";
import { arnOf, graphOf, resource } from "../graphs";
import { ManualScheduler, countedIds, settled } from "../manualScheduler";

const queueArn = (name: string): string => `arn:aws:sqs:eu-central-1:123456789012:${name}`;
const streamArn = "arn:aws:kinesis:eu-central-1:123456789012:stream/events";

const queue = (name: string, inputs: Record<string, unknown> = {}) =>
  resource("aws:sqs/queue:Queue", name, { name, ...inputs }, { arn: queueArn(name) });
const stream = (shardCount = 1) =>
  resource("aws:kinesis/stream:Stream", "events", { name: "events", shardCount }, { arn: streamArn });
const mapping = (eventSourceArn: string, inputs: Record<string, unknown> = {}) =>
  resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
    eventSourceArn,
    functionName: arnOf("consumer"),
    ...inputs,
  });
const redrivePolicy = (maxReceiveCount: number) =>
  JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount });

interface Event {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly kinesis: {
      readonly data: string;
      readonly sequenceNumber: string;
      readonly partitionKey: string;
    };
  }[];
}
const success = (payload: unknown = null): FunctionResult => ({ ok: true, payload, requestId: "r" });
const failure: FunctionResult = { ok: false, kind: "function-error", errorType: "Error", requestId: "r" };

describe("event source mappings", () => {
  let scheduler: ManualScheduler;
  let queues: Queues;
  let streams: Streams;
  let sources: EventSources;
  let events: Event[];
  let consumer: (event: Event) => FunctionResult | Promise<FunctionResult>;

  async function open(...resources: ReturnType<typeof queue>[]): Promise<void> {
    scheduler = new ManualScheduler();
    events = [];
    consumer = () => success();
    const graph = graphOf(...resources);
    const options = { scheduler, newId: countedIds() };
    [queues, streams] = await Promise.all([createQueues(graph, options), createStreams(graph, options)]);
    sources = createEventSources(graph, {
      scheduler,
      queues: () => queues,
      streams: () => streams,
      invoke: async (target, event) => {
        assert.equal(target, arnOf("consumer"));
        events.push(event as Event);
        return consumer(event as Event);
      },
    });
  }
  afterEach(async () => {
    sources.close();
    await Promise.all([queues.close(), streams.close()]);
  });

  const at = (name: string) => {
    const found = queues.byArn(queueArn(name));
    assert(found);
    return found;
  };
  const send = (...texts: string[]) => texts.map((body) => at("orders").send({ body }).id);
  const waiting = (name: string) =>
    at(name)
      .peek()
      .map(({ body }) => body);
  const delivered = () => events.map(({ Records }) => Records.map(({ body }) => body));

  describe("of queues", () => {
    it("deliver in batches and delete what succeeded", async () => {
      await open(queue("orders"), mapping(queueArn("orders"), { batchSize: 2 }));
      send("a", "b", "c");
      assert.equal(await sources.tick(), 2);
      assert.deepEqual(delivered(), [["a", "b"], ["c"]]);
      assert.deepEqual(waiting("orders"), []);
      assert.equal(await sources.tick(), 0);
    });

    it("give the event that Lambda gives", async () => {
      await open(queue("orders"), mapping(queueArn("orders")));
      at("orders").send({ body: "x", attributes: { kind: { DataType: "String", StringValue: "k" } } });
      await sources.tick();
      const [record] = events[0]?.Records ?? [];
      const { receiptHandle, ...rest } = record as unknown as Record<string, unknown>;
      assert.equal(typeof receiptHandle, "string");
      assert.deepEqual(rest, {
        messageId: "00000000-0000-4000-8000-000000000001",
        body: "x",
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: String(scheduler.now()),
          SenderId: "REHEARSAL",
          ApproximateFirstReceiveTimestamp: String(scheduler.now()),
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
      await open(
        queue("orders", { visibilityTimeoutSeconds: 60 }),
        mapping(queueArn("orders"), { functionResponseTypes: ["ReportBatchItemFailures"] }),
      );
      const [, second] = send("a", "b", "c");
      consumer = () => success({ batchItemFailures: [{ itemIdentifier: second }] });
      await sources.tick();
      assert.deepEqual(waiting("orders"), ["b"]);
      consumer = () => success({ batchItemFailures: [] });
      assert.equal(await sources.tick(), 0);
      await scheduler.advance(60_000);
      await sources.tick();
      assert.deepEqual(delivered(), [["a", "b", "c"], ["b"]]);
      assert.deepEqual(waiting("orders"), []);
    });

    for (const report of [[{ itemIdentifier: "" }], [{ itemIdentifier: "unknown" }], [{}], "nonsense"])
      it(`take a report that makes no sense as a whole failure: ${JSON.stringify(report)}`, async () => {
        await open(
          queue("orders"),
          mapping(queueArn("orders"), { functionResponseTypes: ["ReportBatchItemFailures"] }),
        );
        send("a", "b");
        consumer = () => success({ batchItemFailures: report });
        await sources.tick();
        assert.deepEqual(waiting("orders"), ["a", "b"]);
      });

    it("end a poison message in the dead-letter queue, and lose nothing else", async () => {
      await open(
        queue("dead"),
        queue("orders", { visibilityTimeoutSeconds: 10, redrivePolicy: redrivePolicy(3) }),
        mapping(queueArn("orders"), { batchSize: 1 }),
      );
      const handled: string[] = [];
      consumer = ({ Records }) => {
        if (Records.some(({ body }) => body === "poison")) return failure;
        handled.push(...Records.map(({ body }) => body));
        return success();
      };
      send("a", "poison", "b");
      for (let round = 0; round < 5; round++) {
        while ((await sources.tick()) > 0);
        await scheduler.advance(10_000);
      }
      assert.deepEqual(handled.sort(), ["a", "b"]);
      assert.deepEqual(waiting("orders"), []);
      assert.deepEqual(waiting("dead"), ["poison"]);
      assert.equal(delivered().filter(([body]) => body === "poison").length, 3);
    });

    it("never invoke more at a time than maximumConcurrency", async () => {
      await open(
        queue("orders"),
        mapping(queueArn("orders"), { batchSize: 1, scalingConfig: { maximumConcurrency: 2 } }),
      );
      let [running, most] = [0, 0];
      consumer = async () => {
        most = Math.max(most, ++running);
        await settled();
        running--;
        return success();
      };
      send("a", "b", "c", "d", "e");
      sources.start();
      while (waiting("orders").length > 0) await settled();
      assert.equal(most, 2);
    });

    it("wait for a full batch, or for the end of the batching window", async () => {
      await open(
        queue("orders"),
        mapping(queueArn("orders"), { batchSize: 3, maximumBatchingWindowInSeconds: 5 }),
      );
      sources.start();
      send("a", "b");
      await scheduler.advance(4_999);
      assert.deepEqual(delivered(), []);
      await scheduler.advance(1);
      assert.deepEqual(delivered(), [["a", "b"]]);
      send("c", "d", "e");
      await settled();
      assert.deepEqual(delivered()[1], ["c", "d", "e"]);
    });

    it("deliver by themselves once started, and again after a failure", async () => {
      await open(queue("orders", { visibilityTimeoutSeconds: 30 }), mapping(queueArn("orders")));
      sources.start();
      consumer = () => failure;
      send("a");
      await settled();
      consumer = () => success();
      await scheduler.advance(30_000);
      assert.deepEqual(delivered(), [["a"], ["a"]]);
      assert.deepEqual(waiting("orders"), []);
    });

    it("delete what no filter lets through", async () => {
      const pattern = JSON.stringify({ body: { kind: ["order"], amount: [{ numeric: [">", 10] }] } });
      await open(
        queue("orders"),
        mapping(queueArn("orders"), { filterCriteria: { filters: [{ pattern }] } }),
      );
      send('{"kind":"order","amount":11}', '{"kind":"order","amount":10}', "not JSON");
      await sources.tick();
      assert.deepEqual(delivered(), [['{"kind":"order","amount":11}']]);
      assert.deepEqual(waiting("orders"), []);
    });

    it("do nothing while disabled, and name a source that is not rehearsed", async () => {
      await open(queue("orders"), mapping(queueArn("orders"), { enabled: false }));
      send("a");
      assert.equal(await sources.tick(), 0);
      sources.reload(graphOf(mapping("arn:aws:dynamodb:eu-central-1:123456789012:table/t/stream/x")));
      assert.match(sources.notices[0] ?? "", /not rehearsed/);
    });
  });

  describe("of streams", () => {
    const put = (text: string, partitionKey = "key") =>
      streams.byArn(streamArn)?.put({ data: Buffer.from(text).toString("base64"), partitionKey });
    const texts = () =>
      events.map(({ Records }) =>
        Records.map(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString()),
      );
    const horizon = {
      startingPosition: "TRIM_HORIZON",
      destinationConfig: { onFailure: { destinationArn: queueArn("dead") } },
    };
    /** Until nothing comes any more. */
    const drain = async () => {
      for (let round = 0; round < 20; round++) {
        while ((await sources.tick()) > 0);
        await scheduler.advance(60_000);
      }
    };

    it("deliver each shard in order, in batches", async () => {
      await open(stream(), mapping(streamArn, { ...horizon, batchSize: 2 }));
      for (const text of ["a", "b", "c"]) put(text);
      await drain();
      assert.deepEqual(texts(), [["a", "b"], ["c"]]);
    });

    it("begin at the end with LATEST", async () => {
      await open(stream(), mapping(streamArn, { startingPosition: "LATEST" }));
      put("new");
      await drain();
      assert.deepEqual(texts(), [["new"]]);
    });

    it("bisect until the poison record is alone, and send it to the destination after its retries", async () => {
      await open(
        queue("dead"),
        stream(),
        mapping(streamArn, { ...horizon, bisectBatchOnFunctionError: true, maximumRetryAttempts: 2 }),
      );
      const handled: string[] = [];
      consumer = (event) => {
        const all = event.Records.map(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString());
        if (all.includes("poison")) return failure;
        handled.push(...all);
        return success();
      };
      for (const text of ["a", "b", "poison", "c", "d"]) put(text);
      await drain();
      assert.deepEqual(handled, ["a", "b", "c", "d"]);
      const [message] = waiting("dead");
      const { requestContext, KinesisBatchInfo } = JSON.parse(message ?? "{}") as {
        requestContext: { condition: string };
        KinesisBatchInfo: { batchSize: number; startSequenceNumber: string; endSequenceNumber: string };
      };
      assert.equal(requestContext.condition, "RetryAttemptsExhausted");
      assert.equal(KinesisBatchInfo.batchSize, 1);
      assert.equal(KinesisBatchInfo.startSequenceNumber, KinesisBatchInfo.endSequenceNumber);
      assert.equal(texts().filter((each) => each.join() === "poison").length, 3);
    });

    it("go on from the first record that a partial response names", async () => {
      await open(
        stream(),
        mapping(streamArn, { ...horizon, functionResponseTypes: ["ReportBatchItemFailures"] }),
      );
      for (const text of ["a", "b", "c"]) put(text);
      consumer = ({ Records }) => {
        consumer = () => success();
        return success({ batchItemFailures: [{ itemIdentifier: Records[1]?.kinesis.sequenceNumber }] });
      };
      await drain();
      assert.deepEqual(texts(), [
        ["a", "b", "c"],
        ["b", "c"],
      ]);
    });

    it("give up records that are too old", async () => {
      await open(queue("dead"), stream(), mapping(streamArn, { ...horizon, maximumRecordAgeInSeconds: 60 }));
      put("old");
      await scheduler.advance(61_000);
      put("new");
      await drain();
      assert.deepEqual(texts(), [["new"]]);
      assert.match(waiting("dead")[0] ?? "", /RecordAgeExceeded/);
    });

    it("hold only the shard back whose batch fails", async () => {
      await open(stream(2), mapping(streamArn, horizon));
      const keyOf = (shard: number) => {
        for (let key = 0; ; key++) if (put("probe", `${key}`)?.shardId.endsWith(`${shard}`)) return `${key}`;
      };
      const [stuck, free] = [keyOf(0), keyOf(1)];
      await drain();
      events.length = 0;
      consumer = ({ Records }) =>
        Records.some(({ kinesis }) => kinesis.partitionKey === stuck) ? failure : success();
      put("s1", stuck);
      put("f1", free);
      await sources.tick();
      put("f2", free);
      await sources.tick();
      assert.deepEqual(texts().flat(), ["s1", "f1", "f2"]);
    });
  });
});
