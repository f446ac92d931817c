import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "../compute";
import type { Statement } from "../iam";
import type { StageConfig, Target } from "../stage";
import type { FailureQueue } from "./failureQueue";
import { type Queue, senderStatements } from "./queue";
import type { Stream } from "./stream";

export interface QueueConsumerArgs {
  readonly config: StageConfig;
  readonly queue: Queue;
  readonly consumer: LambdaFunction;
}

/**
 * Hands a queue's messages to a function. The function names those that failed; only they come back, and after too many
 * tries they go to the dead-letter queue.
 */
export class QueueConsumer extends pulumi.ComponentResource {
  constructor(name: string, args: QueueConsumerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:messaging:QueueConsumer", name, {}, opts);
    const { batchSize, batchWindowSeconds, maximumConcurrency } = args.config.messaging.queue;
    new aws.lambda.EventSourceMapping(
      `${name}-mapping`,
      {
        eventSourceArn: args.queue.arn,
        functionName: args.consumer.aliasArn,
        batchSize,
        maximumBatchingWindowInSeconds: batchWindowSeconds,
        functionResponseTypes: ["ReportBatchItemFailures"],
        // A full queue must not take the concurrency that the APIs' functions need.
        scalingConfig: { maximumConcurrency },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}

export interface StreamConsumerArgs {
  readonly config: StageConfig;
  readonly stream: Stream;
  readonly consumer: LambdaFunction;
  /** Where the records go, by shard and sequence number, that failed as often as they may. */
  readonly failures: FailureQueue;
}

/**
 * Hands a stream's records to a function, shard by shard and in order. A batch that fails is cut in half until the bad
 * record stands alone, tried a bounded number of times, and then told to the failure queue: a poison record delays its
 * shard, and never blocks it.
 */
export class StreamConsumer extends pulumi.ComponentResource {
  constructor(name: string, args: StreamConsumerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gatehouse:messaging:StreamConsumer", name, {}, opts);
    const { batchSize, batchWindowSeconds, maximumRetries, maximumAgeSeconds } = args.config.messaging.stream;
    new aws.lambda.EventSourceMapping(
      `${name}-mapping`,
      {
        eventSourceArn: args.stream.arn,
        functionName: args.consumer.aliasArn,
        startingPosition: "TRIM_HORIZON",
        batchSize,
        maximumBatchingWindowInSeconds: batchWindowSeconds,
        functionResponseTypes: ["ReportBatchItemFailures"],
        bisectBatchOnFunctionError: true,
        maximumRetryAttempts: maximumRetries,
        maximumRecordAgeInSeconds: maximumAgeSeconds,
        destinationConfig: { onFailure: { destinationArn: args.failures.arn } },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}

/** What the role of a queue's consumer needs: Lambda receives and deletes in the function's name. */
export function queueConsumerStatements(
  target: Target,
  queue: Queue,
  kmsKeyArn: pulumi.Input<string>,
): Statement[] {
  return [
    {
      Sid: "Receive",
      Effect: "Allow",
      Action: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
      ],
      Resource: queue.arn,
    },
    keyThrough(target, "QueueKeyThroughSqs", "sqs", kmsKeyArn),
  ];
}

/** What the role of a stream's consumer needs: Lambda reads, and tells failures, in the function's name. */
export function streamConsumerStatements(
  target: Target,
  stream: Stream,
  failures: FailureQueue,
  kmsKeyArn: pulumi.Input<string>,
): Statement[] {
  return [
    {
      Sid: "Read",
      Effect: "Allow",
      Action: [
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
      ],
      Resource: stream.arn,
    },
    keyThrough(target, "StreamKeyThroughKinesis", "kinesis", kmsKeyArn),
    ...senderStatements(target, failures.arn, kmsKeyArn),
  ];
}

const keyThrough = (
  target: Target,
  sid: string,
  service: "sqs" | "kinesis",
  kmsKeyArn: pulumi.Input<string>,
): Statement => ({
  Sid: sid,
  Effect: "Allow",
  Action: "kms:Decrypt",
  Resource: kmsKeyArn,
  Condition: {
    StringEquals: { "kms:ViaService": pulumi.interpolate`${service}.${target.region}.amazonaws.com` },
  },
});
