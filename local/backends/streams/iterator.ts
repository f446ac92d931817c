import { type Input, ServiceError, requiredText } from "../protocol";
import type { Shard } from "./shard";

/** Where a consumer is in a shard. */
export interface ShardIterator {
  readonly stream: string;
  readonly shard: string;
  readonly index: number;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
}

/** Source: GetShardIterator in the Kinesis API reference: "expires 5 minutes after it is returned". */
const LIFE_MS = 5 * 60_000;

/** The iterator as clients hold it: opaque to them. */
export const makeIterator = (iterator: ShardIterator): string =>
  Buffer.from(JSON.stringify(iterator)).toString("base64");

/** @throws ServiceError InvalidArgumentException, ExpiredIteratorException */
export function readIterator(text: string, now: number): ShardIterator {
  const iterator = parse(text);
  if (!iterator) throw new ServiceError("InvalidArgumentException", "Invalid ShardIterator.");
  if (now - iterator.issuedAt > LIFE_MS)
    throw new ServiceError(
      "ExpiredIteratorException",
      "Iterator expired. The iterator was created more than 300000 milliseconds ago.",
    );
  return iterator;
}

function parse(text: string): ShardIterator | undefined {
  try {
    const { stream, shard, index, issuedAt } = JSON.parse(
      Buffer.from(text, "base64").toString(),
    ) as ShardIterator;
    const valid =
      typeof stream === "string" &&
      typeof shard === "string" &&
      Number.isInteger(index) &&
      Number.isFinite(issuedAt);
    return valid ? { stream, shard, index, issuedAt } : undefined;
  } catch {
    return undefined;
  }
}

/** The index at which a new iterator begins. @throws ServiceError InvalidArgumentException */
export function startIndex(shard: Shard, input: Input): number {
  switch (requiredText(input, "ShardIteratorType")) {
    case "TRIM_HORIZON":
      return shard.start;
    case "LATEST":
      return shard.end;
    case "AT_SEQUENCE_NUMBER":
      return sequence(shard, input);
    case "AFTER_SEQUENCE_NUMBER":
      return sequence(shard, input) + 1;
    case "AT_TIMESTAMP": {
      const { Timestamp } = input;
      if (typeof Timestamp !== "number")
        throw invalid("Must specify timestampInMillis parameter for iterator type AT_TIMESTAMP.");
      return shard.records.find(({ arrivedAt }) => arrivedAt >= Timestamp * 1000)?.index ?? shard.end;
    }
    default:
      throw invalid(`Invalid ShardIteratorType: ${String(input.ShardIteratorType)}`);
  }
}

function sequence(shard: Shard, input: Input): number {
  const given = requiredText(input, "StartingSequenceNumber");
  const index = shard.indexOf(given);
  if (index === undefined)
    throw invalid(`Invalid StartingSequenceNumber. It encodes ${given}, which is not of ${shard.id}.`);
  return index;
}

const invalid = (message: string): ServiceError => new ServiceError("InvalidArgumentException", message);
