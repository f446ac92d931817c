import {
  type Complain,
  type Input,
  ServiceError,
  optionalInteger,
  optionalText,
  requiredList,
  requiredText,
} from "../protocol";
import { makeIterator, readIterator, startIndex } from "./iterator";
import type { Shard } from "./shard";
import type { OutgoingRecord, Stream } from "./stream";

/** The streams, as the operations see them. */
export interface StreamLookup {
  readonly now: () => number;
  readonly streams: () => readonly Stream[];
}

const invalidArgument: Complain = (message) => new ServiceError("InvalidArgumentException", message);

/** Source: PutRecords in the Kinesis API reference. */
const MOST_RECORDS = 500;
const LARGEST_PUT_RECORDS_BYTES = 10 * 1024 * 1024;
/** Source: GetRecords in the Kinesis API reference. */
const MOST_RECORDS_READ = 10_000;
const LARGEST_READ_BYTES = 10 * 1024 * 1024;

type Operation = (lookup: StreamLookup, input: Input) => object;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  PutRecord: (lookup, input) => {
    const stream = find(lookup, input);
    const { shardId, sequenceNumber } = stream.put(record(input));
    return {
      ShardId: shardId,
      SequenceNumber: sequenceNumber,
      EncryptionType: stream.declaration.encryptionType,
    };
  },
  PutRecords: (lookup, input) => {
    const stream = find(lookup, input);
    const records = requiredList(input, "Records");
    if (records.length === 0 || records.length > MOST_RECORDS)
      throw new ServiceError(
        "ValidationException",
        `1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have length between 1 and ${MOST_RECORDS}`,
      );
    // All are checked before the first is put: a malformed one refuses the request, a throttled one only itself.
    const checked = records.map(record);
    const bytes = checked.reduce((sum, { data }) => sum + Buffer.byteLength(data, "base64"), 0);
    if (bytes > LARGEST_PUT_RECORDS_BYTES) throw invalidArgument("Records size exceeds 10 MB limit");
    const Records = checked.map((each) => putOne(stream, each));
    const FailedRecordCount = Records.filter((each) => "ErrorCode" in each).length;
    return { FailedRecordCount, Records, EncryptionType: stream.declaration.encryptionType };
  },
  GetShardIterator: (lookup, input) => {
    const stream = find(lookup, input);
    const shard = shardOf(stream, requiredText(input, "ShardId"));
    return {
      ShardIterator: makeIterator({
        stream: stream.declaration.name,
        shard: shard.id,
        index: startIndex(shard, input),
        issuedAt: lookup.now(),
      }),
    };
  },
  GetRecords: (lookup, input) => {
    const limit = optionalInteger(input, "Limit", [1, MOST_RECORDS_READ]) ?? MOST_RECORDS_READ;
    const iterator = readIterator(requiredText(input, "ShardIterator"), lookup.now());
    const stream = byName(lookup, iterator.stream);
    const shard = shardOf(stream, iterator.shard);
    const records = withinBytes(stream.read(shard, iterator.index, limit));
    const last = records.at(-1);
    const index = last ? last.index + 1 : Math.max(iterator.index, shard.start);
    const oldestUnread = shard.from(index, 1)[0];
    return {
      Records: records.map(({ sequenceNumber, partitionKey, data, arrivedAt }) => ({
        SequenceNumber: sequenceNumber,
        ApproximateArrivalTimestamp: arrivedAt / 1000,
        Data: data,
        PartitionKey: partitionKey,
        EncryptionType: stream.declaration.encryptionType,
      })),
      NextShardIterator: makeIterator({ ...iterator, index, issuedAt: lookup.now() }),
      MillisBehindLatest: oldestUnread ? lookup.now() - oldestUnread.arrivedAt : 0,
    };
  },
  ListShards: (lookup, input) => ({ Shards: find(lookup, input).shards.map(shardDescription) }),
  ListStreams: (lookup) => ({
    StreamNames: lookup.streams().map(({ declaration }) => declaration.name),
    HasMoreStreams: false,
  }),
  DescribeStream: (lookup, input) => {
    const stream = find(lookup, input);
    const Shards = stream.shards.map(shardDescription);
    return { StreamDescription: { ...description(stream), Shards, HasMoreShards: false } };
  },
  DescribeStreamSummary: (lookup, input) => {
    const stream = find(lookup, input);
    const counts = { OpenShardCount: stream.shards.length, ConsumerCount: 0 };
    return { StreamDescriptionSummary: { ...description(stream), ...counts } };
  },
};

/** Runs an operation of the Kinesis API. @throws ServiceError */
export function runKinesis(lookup: StreamLookup, operation: string, input: Input): object {
  const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (!run) throw new ServiceError("UnknownOperationException", `${operation} is not rehearsed.`);
  return run(lookup, input);
}

function putOne(stream: Stream, each: OutgoingRecord): object {
  try {
    const { shardId, sequenceNumber } = stream.put(each);
    return { ShardId: shardId, SequenceNumber: sequenceNumber };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.exception !== "ProvisionedThroughputExceededException")
      throw error;
    return { ErrorCode: error.exception, ErrorMessage: error.message };
  }
}

function record(input: Input): OutgoingRecord {
  const partitionKey = requiredText(input, "PartitionKey");
  if ([...partitionKey].length > 256)
    throw new ServiceError(
      "ValidationException",
      "1 validation error detected: Value at 'partitionKey' failed to satisfy constraint: Member must have length less than or equal to 256",
    );
  const data = input.Data;
  if (typeof data !== "string")
    throw new ServiceError(
      "ValidationException",
      "1 validation error detected: Value at 'data' failed to satisfy constraint: Member must not be null",
    );
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(data) || data.length % 4 === 1)
    throw new ServiceError("SerializationException", "Data is not base64");
  const explicitHashKey = optionalText(input, "ExplicitHashKey");
  if (explicitHashKey !== undefined && !/^(0|[1-9]\d{0,38})$/.test(explicitHashKey))
    throw invalidArgument(`Invalid ExplicitHashKey: ${explicitHashKey}`);
  return { data, partitionKey, ...(explicitHashKey !== undefined && { explicitHashKey }) };
}

function find(lookup: StreamLookup, input: Input): Stream {
  const arn = optionalText(input, "StreamARN");
  const name = optionalText(input, "StreamName");
  if (arn === undefined && name === undefined)
    throw invalidArgument("Either StreamName or StreamARN should be provided.");
  const stream = lookup
    .streams()
    .find(({ declaration }) => (arn === undefined ? declaration.name === name : declaration.arn === arn));
  if (stream && (name === undefined || stream.declaration.name === name)) return stream;
  throw notFound(`Stream ${name ?? arn} under account ${(arn ?? "").split(":")[4] ?? ""} not found.`);
}

function byName(lookup: StreamLookup, name: string): Stream {
  const stream = lookup.streams().find(({ declaration }) => declaration.name === name);
  if (!stream) throw notFound(`Stream ${name} not found.`);
  return stream;
}

function shardOf(stream: Stream, id: string): Shard {
  const shard = stream.shards.find((each) => each.id === id);
  if (!shard) throw notFound(`Could not find shard ${id} in stream ${stream.declaration.name}.`);
  return shard;
}

const notFound = (message: string): ServiceError => new ServiceError("ResourceNotFoundException", message);

function withinBytes<T extends { readonly data: string }>(records: readonly T[]): T[] {
  let bytes = 0;
  return records.filter(({ data }, index) => {
    bytes += Buffer.byteLength(data, "base64");
    return index === 0 || bytes <= LARGEST_READ_BYTES;
  });
}

const shardDescription = (shard: Shard): object => ({
  ShardId: shard.id,
  HashKeyRange: {
    StartingHashKey: String(shard.firstHashKey),
    EndingHashKey: String(shard.lastHashKey),
  },
  SequenceNumberRange: { StartingSequenceNumber: shard.sequenceNumber(0) },
});

const description = ({ declaration }: Stream): object => ({
  StreamName: declaration.name,
  StreamARN: declaration.arn,
  StreamStatus: "ACTIVE",
  StreamModeDetails: { StreamMode: declaration.mode },
  RetentionPeriodHours: declaration.retentionHours,
  EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
  EncryptionType: declaration.encryptionType,
  ...(declaration.kmsKeyId !== undefined && { KeyId: declaration.kmsKeyId }),
});
