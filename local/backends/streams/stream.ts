import { ServiceError } from "../protocol";
import type { StreamDeclaration } from "./declaration";
import { Shard, type StreamRecord, hashKeyOf } from "./shard";

/** What a producer gives; the data is base64. */
export interface OutgoingRecord {
  readonly data: string;
  readonly partitionKey: string;
  /** Decimal; overrides the partition key's MD5. */
  readonly explicitHashKey?: string;
}

export interface PutResult {
  readonly shardId: string;
  readonly sequenceNumber: string;
}

/** One stream: its shards, and what may be put into them. */
export class Stream {
  readonly shards: readonly Shard[];
  private readonly listeners = new Set<() => void>();

  constructor(
    private current: StreamDeclaration,
    private readonly now: () => number,
  ) {
    this.shards = Array.from(
      { length: current.shardCount },
      (_, index) => new Shard(index, current.shardCount),
    );
  }

  get declaration(): StreamDeclaration {
    return this.current;
  }

  /** Takes changed attributes. The number of shards must be the same. */
  declare(declaration: StreamDeclaration): void {
    this.current = declaration;
  }

  /** @throws ServiceError ValidationException, ProvisionedThroughputExceededException */
  put({ data, partitionKey, explicitHashKey }: OutgoingRecord): PutResult {
    const bytes = Buffer.byteLength(data, "base64") + Buffer.byteLength(partitionKey);
    if (bytes > this.current.maxRecordKib * 1024)
      throw new ServiceError(
        "ValidationException",
        `Record size ${bytes} exceeds the maximum of ${this.current.maxRecordKib * 1024} bytes (data and partition key).`,
      );
    const hashKey = explicitHashKey === undefined ? hashKeyOf(partitionKey) : BigInt(explicitHashKey);
    const shard = this.shards.find((each) => each.holds(hashKey));
    if (!shard)
      throw new ServiceError(
        "InvalidArgumentException",
        `Invalid ExplicitHashKey. ${explicitHashKey} is not in the range of hash keys.`,
      );
    const now = this.now();
    if (!shard.admit(bytes, now))
      throw new ServiceError(
        "ProvisionedThroughputExceededException",
        `Rate exceeded for shard ${shard.id} in stream ${this.current.name} under account ${this.current.arn.split(":")[4]}.`,
      );
    const { sequenceNumber } = shard.append(partitionKey, data, now);
    for (const listener of this.listeners) listener();
    return { shardId: shard.id, sequenceNumber };
  }

  read(shard: Shard, index: number, most: number): StreamRecord[] {
    shard.trim(this.now() - this.current.retentionHours * 3_600_000);
    return shard.from(index, most);
  }

  /** Calls back at each record; the answer stops that. */
  onRecord(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
