import type { Queue } from "./queue";

/** What GetQueueAttributes says of a queue. Source: GetQueueAttributes in the SQS API reference. */
export function attributesOf(queue: Queue): Record<string, string> {
  const { declaration } = queue;
  const { visible, inFlight, delayed } = queue.counts();
  return {
    QueueArn: declaration.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    DelaySeconds: String(declaration.delaySeconds),
    MaximumMessageSize: String(declaration.maximumMessageBytes),
    MessageRetentionPeriod: String(declaration.retentionSeconds),
    ReceiveMessageWaitTimeSeconds: String(declaration.receiveWaitSeconds),
    VisibilityTimeout: String(declaration.visibilityTimeoutSeconds),
    ...(declaration.redrivePolicy !== undefined && { RedrivePolicy: declaration.redrivePolicy }),
    ...(declaration.policy !== undefined && { Policy: declaration.policy }),
    ...(declaration.kmsKeyId === undefined
      ? { SqsManagedSseEnabled: "true" }
      : { KmsMasterKeyId: declaration.kmsKeyId }),
    ...(declaration.fifo && {
      FifoQueue: "true",
      ContentBasedDeduplication: String(declaration.contentBasedDeduplication),
      DeduplicationScope: declaration.deduplicationScope,
    }),
  };
}
