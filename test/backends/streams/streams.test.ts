import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  InvalidArgumentException,
  KinesisClient,
  ListShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  ResourceNotFoundException,
  type ShardIteratorType,
} from "@aws-sdk/client-kinesis";
import fc from "fast-check";
import { type Streams, createStreams } from "../../../local/backends/streams";
import { graphOf, resource } from "../graphs";
import { ManualScheduler, clientOptions, countedIds } from "../manualScheduler";

const arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/events";
const stream = (inputs: Record<string, unknown> = {}) =>
  resource("aws:kinesis/stream:Stream", "events", { name: "events", ...inputs }, { arn });
const onDemand = { streamModeDetails: { streamMode: "ON_DEMAND" } };

describe("streams", () => {
  let scheduler: ManualScheduler;
  let streams: Streams;
  let client: KinesisClient;

  async function open(inputs: Record<string, unknown> = { shardCount: 1 }): Promise<void> {
    scheduler = new ManualScheduler();
    streams = await createStreams(graphOf(stream(inputs)), { scheduler, newId: countedIds() });
    client = new KinesisClient(clientOptions(streams.endpoint));
  }
  afterEach(async () => {
    client.destroy();
    await streams.close();
  });

  const put = (text: string, PartitionKey = "key") =>
    client.send(new PutRecordCommand({ StreamName: "events", Data: Buffer.from(text), PartitionKey }));
  const iterator = async (
    ShardIteratorType: ShardIteratorType = "TRIM_HORIZON",
    more: { StartingSequenceNumber?: string; Timestamp?: Date } = {},
    ShardId = "shardId-000000000000",
  ) =>
    (await client.send(new GetShardIteratorCommand({ StreamARN: arn, ShardId, ShardIteratorType, ...more })))
      .ShardIterator;
  const read = async (ShardIterator: string | undefined, Limit?: number) => {
    const answer = await client.send(new GetRecordsCommand({ ShardIterator, Limit }));
    return { ...answer, texts: answer.Records?.map(({ Data }) => Buffer.from(Data ?? []).toString()) };
  };

  it("answer the SDK's own client, which speaks HTTP/2", async () => {
    await open();
    const { ShardId, SequenceNumber } = await put("one");
    assert.equal(ShardId, "shardId-000000000000");
    const { Records, texts } = await read(await iterator());
    assert.deepEqual(texts, ["one"]);
    assert.equal(Records?.[0]?.SequenceNumber, SequenceNumber);
    assert.equal(Records?.[0]?.ApproximateArrivalTimestamp?.getTime(), scheduler.now());
  });

  it("answer HTTP/1.1, which API Gateway's integrations speak", async () => {
    await open();
    const answer = await fetch(streams.endpoint, {
      method: "POST",
      headers: {
        authorization: "AWS4-HMAC-SHA256 rehearsal",
        "x-amz-target": "Kinesis_20131202.PutRecord",
        "content-type": "application/x-amz-json-1.1",
      },
      body: JSON.stringify({ StreamName: "events", PartitionKey: "a", Data: "YQ==" }),
    });
    assert.equal(answer.status, 200);
    assert.deepEqual((await read(await iterator())).texts, ["a"]);
  });

  it("give an on-demand stream four shards that divide all hash keys", async () => {
    await open(onDemand);
    const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: "events" }));
    assert.equal(Shards.length, 4);
    let next = 0n;
    for (const { HashKeyRange } of Shards) {
      assert.equal(BigInt(HashKeyRange?.StartingHashKey ?? -1), next);
      next = BigInt(HashKeyRange?.EndingHashKey ?? -1) + 1n;
    }
    assert.equal(next, 1n << 128n);
  });

  it("send each partition key to the shard of its MD5", async () => {
    await open(onDemand);
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 64, unit: "grapheme" }), async (key) => {
        const top = parseInt(createHash("md5").update(key).digest("hex").slice(0, 1), 16);
        assert.equal((await put("x", key)).ShardId, `shardId-00000000000${top >> 2}`);
      }),
      { numRuns: 25 },
    );
  });

  it("let a consumer begin anywhere, and go on where it was", async () => {
    await open();
    await put("a");
    await scheduler.advance(1000);
    const { SequenceNumber = "" } = await put("b");
    await put("c");
    const at = { StartingSequenceNumber: SequenceNumber };
    assert.deepEqual((await read(await iterator("AT_SEQUENCE_NUMBER", at))).texts, ["b", "c"]);
    assert.deepEqual((await read(await iterator("AFTER_SEQUENCE_NUMBER", at))).texts, ["c"]);
    const Timestamp = new Date(scheduler.now());
    assert.deepEqual((await read(await iterator("AT_TIMESTAMP", { Timestamp }))).texts, ["b", "c"]);
    const latest = await iterator("LATEST");
    await put("d");
    assert.deepEqual((await read(latest)).texts, ["d"]);
    const first = await read(await iterator(), 1);
    assert.deepEqual(first.texts, ["a"]);
    assert.deepEqual((await read(first.NextShardIterator)).texts, ["b", "c", "d"]);
  });

  it("throttle a shard at 1,000 records a second, and say which of a batch failed", async () => {
    await open();
    const batch = (size: number) =>
      client.send(
        new PutRecordsCommand({
          StreamName: "events",
          Records: Array.from({ length: size }, (_, index) => ({
            Data: Buffer.from(`${index}`),
            PartitionKey: "k",
          })),
        }),
      );
    assert.equal((await batch(500)).FailedRecordCount, 0);
    assert.equal((await batch(499)).FailedRecordCount, 0);
    const { FailedRecordCount, Records } = await batch(3);
    assert.equal(FailedRecordCount, 2);
    assert.equal(Records?.[0]?.ErrorCode, undefined);
    assert.equal(Records?.[2]?.ErrorCode, "ProvisionedThroughputExceededException");
    assert.equal(Records?.[2]?.SequenceNumber, undefined);
    await scheduler.advance(1000);
    assert.equal((await batch(3)).FailedRecordCount, 0);
  });

  it("refuse what AWS refuses, in its words", async () => {
    await open();
    await assert.rejects(put("x".repeat(1024 * 1024 + 1)), { name: "ValidationException" });
    await assert.rejects(put("x", "k".repeat(257)), { name: "ValidationException" });
    await assert.rejects(
      client.send(new PutRecordCommand({ StreamName: "none", Data: Buffer.from("x"), PartitionKey: "k" })),
      ResourceNotFoundException,
    );
    await assert.rejects(read("nonsense"), InvalidArgumentException);
    const old = await iterator();
    await scheduler.advance(300_001);
    await assert.rejects(read(old), ExpiredIteratorException);
  });

  it("forget records after the retention period", async () => {
    await open();
    await put("old");
    await scheduler.advance(24 * 3_600_000 + 1);
    await put("new");
    assert.deepEqual((await read(await iterator())).texts, ["new"]);
  });

  it("keep their records when the program changes, but not when it changes the shards", async () => {
    await open();
    await put("kept");
    streams.reload(graphOf(stream({ shardCount: 1, retentionPeriod: 48 })));
    assert.deepEqual((await read(await iterator())).texts, ["kept"]);
    streams.reload(graphOf(stream({ shardCount: 2 })));
    assert.deepEqual((await read(await iterator())).texts, []);
  });
});
