import type { FunctionResult } from "../functions";
import { readArn, type Scheduler } from "../protocol";
import type { Shard, Stream, StreamRecord } from "../streams";
import type { MappingDeclaration } from "./declaration";
import { passes } from "./filter";
import { failedItems } from "./itemFailures";
import type { Mapping } from "./mapping";

/** Records of a shard that are delivered together. */
interface Batch {
  readonly records: readonly StreamRecord[];
  /** Invocations so far. */
  readonly attempts: number;
}

/** Where a mapping is in a shard. Batches of one shard go one after the other, so that order is kept. */
interface Cursor {
  readonly shard: Shard;
  next: number;
  /** What is to be tried again before anything new. */
  readonly pending: Batch[];
  busy: boolean;
  notBefore: number;
  windowEnd: number | undefined;
}

/** Told of a batch that is given up. */
export type Discard = (destinationArn: string, message: object) => void;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/** Delivers a stream's records to a function, shard by shard. */
export class StreamMapping implements Mapping {
  private readonly cursors: readonly Cursor[];

  constructor(
    private readonly declaration: MappingDeclaration,
    private readonly stream: Stream,
    private readonly invoke: (functionArn: string, event: unknown) => Promise<FunctionResult>,
    private readonly discard: Discard,
    private readonly scheduler: Scheduler,
  ) {
    this.cursors = stream.shards.map((shard) => ({
      shard,
      next: this.start(shard),
      pending: [],
      busy: false,
      notBefore: 0,
      windowEnd: undefined,
    }));
  }

  onChange(listener: () => void): () => void {
    return this.stream.onRecord(listener);
  }

  nextAt(): number | undefined {
    const times = this.cursors
      .filter(({ busy, pending, next, shard }) => !busy && (pending.length > 0 || next < shard.end))
      .map(({ notBefore, windowEnd }) => Math.max(notBefore, windowEnd ?? 0));
    return times.length === 0 ? undefined : Math.min(...times);
  }

  poll(): Promise<void>[] {
    const now = this.scheduler.now();
    return this.cursors
      .filter(({ busy, notBefore }) => !busy && notBefore <= now)
      .flatMap((cursor) => {
        const batch = cursor.pending.shift() ?? this.read(cursor);
        if (!batch) return [];
        cursor.busy = true;
        const done = this.deliver(cursor, batch).finally(() => {
          cursor.busy = false;
        });
        return [done];
      });
  }

  private start(shard: Shard): number {
    const { startingPosition, startingTimestamp = 0 } = this.declaration;
    if (startingPosition === "TRIM_HORIZON") return shard.start;
    if (startingPosition === "LATEST") return shard.end;
    return shard.records.find(({ arrivedAt }) => arrivedAt >= startingTimestamp)?.index ?? shard.end;
  }

  private read(cursor: Cursor): Batch | undefined {
    const { batchSize, windowSeconds } = this.declaration;
    const records = this.stream.read(cursor.shard, cursor.next, batchSize);
    const last = records.at(-1);
    if (!last) return undefined;
    if (windowSeconds > 0 && records.length < batchSize) {
      cursor.windowEnd ??= this.scheduler.now() + windowSeconds * 1000;
      if (this.scheduler.now() < cursor.windowEnd) return undefined;
    }
    cursor.windowEnd = undefined;
    cursor.next = last.index + 1;
    return { records, attempts: 0 };
  }

  private async deliver(cursor: Cursor, { records, attempts }: Batch): Promise<void> {
    const young = this.dropOld(cursor.shard, records, attempts);
    const events = young.map((record) => ({ record, event: this.event(cursor.shard, record) }));
    const wanted = events.filter(({ event }) => this.passesFilters(event));
    if (wanted.length === 0) return;
    const sent = wanted.map(({ record }) => record);
    const result = await this.invoke(this.declaration.functionArn, {
      Records: wanted.map(({ event }) => event),
    });
    const failed = failedItems(
      result,
      this.declaration.reportsItemFailures,
      sent.map(({ sequenceNumber }) => sequenceNumber),
    );
    if (failed.length === 0) return;
    // All before the first failure are done; it and all after it come again.
    const first =
      failed === "all" ? 0 : sent.findIndex(({ sequenceNumber }) => failed.includes(sequenceNumber));
    this.again(cursor, { records: sent.slice(first), attempts: first > 0 ? 1 : attempts + 1 }, result);
  }

  private again(cursor: Cursor, batch: Batch, result: FunctionResult): void {
    const { bisects, maximumRetryAttempts } = this.declaration;
    const { records, attempts } = batch;
    if (bisects && records.length > 1 && !result.ok) {
      // A split is no retry: both halves keep their count.
      const middle = Math.ceil(records.length / 2);
      const halves = [records.slice(0, middle), records.slice(middle)];
      cursor.pending.unshift(...halves.map((half) => ({ records: half, attempts: attempts - 1 })));
    } else if (maximumRetryAttempts !== undefined && attempts > maximumRetryAttempts) {
      return this.giveUp(cursor.shard, records, "RetryAttemptsExhausted", attempts, result);
    } else {
      cursor.pending.unshift(batch);
    }
    const delay = Math.min(FIRST_RETRY_MS * 2 ** Math.max(attempts - 1, 0), LONGEST_RETRY_MS);
    cursor.notBefore = this.scheduler.now() + delay;
  }

  private dropOld(shard: Shard, records: readonly StreamRecord[], attempts: number): readonly StreamRecord[] {
    const { maximumRecordAgeSeconds } = this.declaration;
    if (maximumRecordAgeSeconds === undefined) return records;
    const oldest = this.scheduler.now() - maximumRecordAgeSeconds * 1000;
    const old = records.filter(({ arrivedAt }) => arrivedAt < oldest);
    if (old.length > 0) this.giveUp(shard, old, "RecordAgeExceeded", attempts, undefined);
    return records.filter(({ arrivedAt }) => arrivedAt >= oldest);
  }

  /** Source: Lambda developer guide, "Retain discarded batch records": metadata, not the records themselves. */
  private giveUp(
    shard: Shard,
    records: readonly StreamRecord[],
    condition: string,
    approximateInvokeCount: number,
    result: FunctionResult | undefined,
  ): void {
    const [first, last] = [records[0], records.at(-1)];
    if (this.declaration.onFailureArn === undefined || !first || !last) return;
    const time = (at: number): string => new Date(at).toISOString();
    this.discard(this.declaration.onFailureArn, {
      requestContext: {
        requestId: result?.requestId ?? this.declaration.uuid,
        functionArn: this.declaration.functionArn,
        condition,
        approximateInvokeCount,
      },
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        functionError: result?.ok === false ? "Unhandled" : null,
      },
      version: "1.0",
      timestamp: time(this.scheduler.now()),
      KinesisBatchInfo: {
        shardId: shard.id,
        startSequenceNumber: first.sequenceNumber,
        endSequenceNumber: last.sequenceNumber,
        approximateArrivalOfFirstRecord: time(first.arrivedAt),
        approximateArrivalOfLastRecord: time(last.arrivedAt),
        batchSize: records.length,
        streamArn: this.declaration.eventSourceArn,
      },
    });
  }

  /** A pattern's `data` is matched against the decoded record. */
  private passesFilters(event: KinesisEvent): boolean {
    const data = Buffer.from(event.kinesis.data, "base64").toString();
    return passes(this.declaration.filters, { ...event.kinesis, ...event, data }, "data");
  }

  /** Source: Lambda developer guide, "Example Kinesis record event". */
  private event(shard: Shard, record: StreamRecord): KinesisEvent {
    const arn = this.declaration.eventSourceArn;
    return {
      kinesis: {
        kinesisSchemaVersion: "1.0",
        partitionKey: record.partitionKey,
        sequenceNumber: record.sequenceNumber,
        data: record.data,
        approximateArrivalTimestamp: record.arrivedAt / 1000,
      },
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID: `${shard.id}:${record.sequenceNumber}`,
      eventName: "aws:kinesis:record",
      awsRegion: readArn(arn)?.region ?? "",
      eventSourceARN: arn,
    };
  }
}

interface KinesisEvent extends Readonly<Record<string, unknown>> {
  readonly kinesis: Readonly<Record<string, unknown>> & { readonly data: string };
}
