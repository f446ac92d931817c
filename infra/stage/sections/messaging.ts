import { z } from "zod";
import { row } from "../default";
import { whole } from "./values";

/** What `gatehouse:stage.messaging` may leave out. */
export const defaults = {
  maxReceiveCount: row(
    5,
    "Lambda guide, Amazon SQS: at least 5, so that throttling alone fills no dead-letter queue",
  ),
  retentionDays: row(4, "SQS default"),
  deadLetterRetentionDays: row(14, "SQS maximum: a message keeps the date of its first arrival"),
  queueBatchSize: row(10, "Lambda default for SQS"),
  queueBatchWindowSeconds: row(0, "Lambda default: orders are not kept waiting"),
  queueMaximumConcurrency: row(
    5,
    "least is 2; a full queue must leave the account's concurrency to the APIs",
  ),
  streamMode: row(
    "provisioned",
    "one shard costs about a third of an on-demand stream at rest (Kinesis pricing); on demand needs no planning",
  ),
  streamShards: row(1, "1 MB or 1,000 records a second"),
  streamRetentionHours: row(24, "Kinesis default and least; at most 8,760"),
  streamBatchSize: row(100, "Lambda default for Kinesis"),
  streamBatchWindowSeconds: row(1, "a second's records in one run"),
  streamMaximumRetries: row(
    5,
    "house rule; Lambda's default of -1 blocks the shard until the record expires",
  ),
  streamMaximumAgeSeconds: row(3_600, "house rule: an event older than an hour is told, not tried again"),
} as const;

/** `gatehouse:stage.messaging` */
export const schema = z
  .strictObject({
    queue: z
      .strictObject({
        maxReceiveCount: whole(2, 1_000)
          .default(defaults.maxReceiveCount.value)
          .describe("Tries of a message before it goes to the dead-letter queue."),
        retentionDays: whole(1, 14)
          .default(defaults.retentionDays.value)
          .describe("Days that a queue keeps a message that nobody takes."),
        deadLetterRetentionDays: whole(1, 14)
          .default(defaults.deadLetterRetentionDays.value)
          .describe("The same for dead-letter queues, counted from the first arrival of the message."),
        batchSize: whole(1, 10)
          .default(defaults.queueBatchSize.value)
          .describe("Messages that one run of the consumer gets at most."),
        batchWindowSeconds: whole(0, 300)
          .default(defaults.queueBatchWindowSeconds.value)
          .describe("How long Lambda gathers messages for a batch."),
        maximumConcurrency: whole(2, 1_000)
          .default(defaults.queueMaximumConcurrency.value)
          .describe("Runs of the consumer at the same time."),
      })
      .prefault({})
      .describe("SQS queues and their consumers."),
    stream: z
      .strictObject({
        mode: z
          .enum(["onDemand", "provisioned"])
          .default(defaults.streamMode.value)
          .describe("onDemand grows by itself; provisioned has the shards below. Both are paid by the hour."),
        shards: whole(1, 500)
          .default(defaults.streamShards.value)
          .describe("Shards of a provisioned stream."),
        retentionHours: whole(24, 8_760)
          .default(defaults.streamRetentionHours.value)
          .describe("Hours that a record can be read again."),
        batchSize: whole(1, 10_000)
          .default(defaults.streamBatchSize.value)
          .describe("Records that one run of the consumer gets at most."),
        batchWindowSeconds: whole(0, 300)
          .default(defaults.streamBatchWindowSeconds.value)
          .describe("How long Lambda gathers records for a batch."),
        maximumRetries: whole(0, 10_000)
          .default(defaults.streamMaximumRetries.value)
          .describe("Tries of a failing batch, after which it goes to the failure queue."),
        maximumAgeSeconds: whole(60, 604_800)
          .default(defaults.streamMaximumAgeSeconds.value)
          .describe("Age from which a record is no longer tried."),
      })
      .prefault({})
      .describe("Kinesis data streams and their consumers."),
  })
  .describe("Queues and streams behind the APIs.");
