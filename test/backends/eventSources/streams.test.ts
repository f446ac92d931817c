import assert from "node:assert/strict";
import { queue, queueArn, resource } from "../graphs";
import { settled } from "../manualScheduler";
import { failure, mapping, rehearseMappings, success } from "./fixture";

const streamArn = "arn:aws:kinesis:eu-central-1:123456789012:stream/events";
const stream = (shardCount = 1) =>
  resource("aws:kinesis/stream:Stream", "events", { name: "events", shardCount }, { arn: streamArn });

describe("event source mappings", () => {
  const rehearsal = rehearseMappings();

  describe("of streams", () => {
    const put = (text: string, partitionKey = "key") =>
      rehearsal.streams.byArn(streamArn)?.put({ data: Buffer.from(text).toString("base64"), partitionKey });
    const texts = () =>
      rehearsal.events.map(({ Records }) =>
        Records.map(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString()),
      );
    const horizon = {
      startingPosition: "TRIM_HORIZON",
      destinationConfig: { onFailure: { destinationArn: queueArn("dead") } },
    };
    /** Until nothing comes any more. */
    const drain = async () => {
      for (let round = 0; round < 20; round++) {
        while ((await rehearsal.sources.tick()) > 0);
        await rehearsal.scheduler.advance(60_000);
      }
    };

    it("deliver each shard in order, in batches", async () => {
      await rehearsal.open(stream(), mapping(streamArn, { ...horizon, batchSize: 2 }));
      for (const text of ["a", "b", "c"]) put(text);
      await drain();
      assert.deepEqual(texts(), [["a", "b"], ["c"]]);
    });

    it("deliver a batch whose window ends while they look", async () => {
      for (let early = 0; early < 12; early++) {
        await rehearsal.open(stream(), mapping(streamArn, { ...horizon, maximumBatchingWindowInSeconds: 5 }));
        rehearsal.sources.start();
        await settled();
        Object.assign(rehearsal.scheduler, { early, lookTakes: 1 });
        put("a");
        await rehearsal.scheduler.advance(6_000);
        assert.deepEqual(texts(), [["a"]], `${early} ms`);
        await rehearsal.close();
      }
    });

    it("begin at the end with LATEST", async () => {
      await rehearsal.open(stream(), mapping(streamArn, { startingPosition: "LATEST" }));
      put("new");
      await drain();
      assert.deepEqual(texts(), [["new"]]);
    });

    it("bisect until the poison record is alone, and send it to the destination after its retries", async () => {
      await rehearsal.open(
        queue("dead"),
        stream(),
        mapping(streamArn, { ...horizon, bisectBatchOnFunctionError: true, maximumRetryAttempts: 2 }),
      );
      const handled: string[] = [];
      rehearsal.consumer = (event) => {
        const all = event.Records.map(({ kinesis }) => Buffer.from(kinesis.data, "base64").toString());
        if (all.includes("poison")) return failure;
        handled.push(...all);
        return success();
      };
      for (const text of ["a", "b", "poison", "c", "d"]) put(text);
      await drain();
      assert.deepEqual(handled, ["a", "b", "c", "d"]);
      const [message] = rehearsal.waiting("dead");
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
      await rehearsal.open(
        stream(),
        mapping(streamArn, { ...horizon, functionResponseTypes: ["ReportBatchItemFailures"] }),
      );
      for (const text of ["a", "b", "c"]) put(text);
      rehearsal.consumer = ({ Records }) => {
        rehearsal.consumer = () => success();
        return success({ batchItemFailures: [{ itemIdentifier: Records[1]?.kinesis.sequenceNumber }] });
      };
      await drain();
      assert.deepEqual(texts(), [
        ["a", "b", "c"],
        ["b", "c"],
      ]);
    });

    it("give up records that are too old", async () => {
      await rehearsal.open(
        queue("dead"),
        stream(),
        mapping(streamArn, { ...horizon, maximumRecordAgeInSeconds: 60 }),
      );
      put("old");
      await rehearsal.scheduler.advance(61_000);
      put("new");
      await drain();
      assert.deepEqual(texts(), [["new"]]);
      assert.match(rehearsal.waiting("dead")[0] ?? "", /RecordAgeExceeded/);
    });

    it("hold only the shard back whose batch fails", async () => {
      await rehearsal.open(stream(2), mapping(streamArn, horizon));
      const keyOf = (shard: number) => {
        for (let key = 0; ; key++) if (put("probe", `${key}`)?.shardId.endsWith(`${shard}`)) return `${key}`;
      };
      const [stuck, free] = [keyOf(0), keyOf(1)];
      await drain();
      rehearsal.events.length = 0;
      rehearsal.consumer = ({ Records }) =>
        Records.some(({ kinesis }) => kinesis.partitionKey === stuck) ? failure : success();
      put("s1", stuck);
      put("f1", free);
      await rehearsal.sources.tick();
      put("f2", free);
      await rehearsal.sources.tick();
      assert.deepEqual(texts().flat(), ["s1", "f1", "f2"]);
    });
  });
});
