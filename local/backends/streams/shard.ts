import { createHash } from "node:crypto";

/** One past the largest hash key: partition keys become 128-bit integers by MD5. */
const HASH_KEYS = 1n << 128n;

/** A record in a shard. */
export interface StreamRecord {
  /** Position in the shard, from 0. */
  readonly index: number;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** Base64, as on the wire. */
  readonly data: string;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
}

/** A shard: a range of hash keys, and its records in order. */
export class Shard {
  readonly id: string;
  readonly firstHashKey: bigint;
  readonly lastHashKey: bigint;
  readonly records: StreamRecord[] = [];
  /** Records that retention has taken away. */
  private trimmed = 0;
  private second = 0;
  private recordsThisSecond = 0;
  private bytesThisSecond = 0;

  constructor(
    private readonly number: number,
    shardCount: number,
  ) {
    const width = HASH_KEYS / BigInt(shardCount);
    this.id = `shardId-${String(number).padStart(12, "0")}`;
    this.firstHashKey = width * BigInt(number);
    this.lastHashKey = number === shardCount - 1 ? HASH_KEYS - 1n : width * BigInt(number + 1) - 1n;
  }

  holds(hashKey: bigint): boolean {
    return hashKey >= this.firstHashKey && hashKey <= this.lastHashKey;
  }

  /** False when the shard has no capacity left in this second: 1,000 records or 1 MiB, or as many MiB as one record may have. */
  admit(bytes: number, now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.second) [this.second, this.recordsThisSecond, this.bytesThisSecond] = [second, 0, 0];
    if (this.recordsThisSecond >= RECORDS_PER_SECOND) return false;
    if (this.bytesThisSecond > 0 && this.bytesThisSecond + bytes > BYTES_PER_SECOND) return false;
    this.recordsThisSecond++;
    this.bytesThisSecond += bytes;
    return true;
  }

  append(partitionKey: string, data: string, now: number): StreamRecord {
    const index = this.end;
    const record = { index, sequenceNumber: this.sequenceNumber(index), partitionKey, data, arrivedAt: now };
    this.records.push(record);
    return record;
  }

  /** Index of the next record. */
  get end(): number {
    return this.trimmed + this.records.length;
  }

  /** Index of the oldest record that is still there. */
  get start(): number {
    return this.trimmed;
  }

  /** Records from an index on; an index that retention has passed begins at the oldest. */
  from(index: number, most: number): StreamRecord[] {
    const first = Math.max(index, this.trimmed) - this.trimmed;
    return this.records.slice(first, first + most);
  }

  trim(before: number): void {
    const kept = this.records.findIndex(({ arrivedAt }) => arrivedAt >= before);
    const gone = kept < 0 ? this.records.length : kept;
    this.records.splice(0, gone);
    this.trimmed += gone;
  }

  /** 56 digits, as on AWS: version, shard and position. */
  sequenceNumber(index: number): string {
    return `4959${String(this.number).padStart(6, "0")}${String(index).padStart(46, "0")}`;
  }

  /** The position of a sequence number of this shard; undefined for another's. */
  indexOf(sequenceNumber: string): number | undefined {
    const prefix = this.sequenceNumber(0).slice(0, 10);
    if (!/^\d{56}$/.test(sequenceNumber) || !sequenceNumber.startsWith(prefix)) return undefined;
    return Number(sequenceNumber.slice(10));
  }
}

/** Source: Kinesis developer guide, "Quotas and limits": 1,000 records and 1 MB a second per shard. */
const RECORDS_PER_SECOND = 1_000;
const BYTES_PER_SECOND = 1024 * 1024;

/** Where a partition key belongs. */
export const hashKeyOf = (partitionKey: string): bigint =>
  BigInt(`0x${createHash("md5").update(partitionKey).digest("hex")}`);
