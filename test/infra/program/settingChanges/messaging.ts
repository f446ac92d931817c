import type { SettingChange } from "./settingChange";

/** Keys of `messaging`. */
export const messaging: readonly SettingChange[] = [
  {
    set: {
      "messaging.queue.maxReceiveCount": 3,
    },
    changes: ["update Queue partner-orders-queue redrivePolicy"],
  },
  {
    set: {
      "messaging.queue.deadLetterRetentionDays": 13,
    },
    changes: ["update Queue partner-*-dlq messageRetentionSeconds"],
  },
  {
    set: {
      "messaging.queue.retentionDays": 3,
    },
    changes: ["update Queue partner-orders-queue messageRetentionSeconds"],
  },
  {
    set: {
      "messaging.queue.batchWindowSeconds": 1,
    },
    changes: ["update EventSourceMapping partner-orders-consumer-mapping maximumBatchingWindowInSeconds"],
  },
  {
    set: {
      "messaging.stream.mode": "provisioned",
    },
    changes: [
      "update Stream partner-events-stream shardCount => 1",
      "update Stream partner-events-stream streamModeDetails",
    ],
  },
  {
    set: {
      "messaging.stream.mode": "provisioned",
      "messaging.stream.shards": 2,
    },
    changes: [
      "update Stream partner-events-stream shardCount => 2",
      "update Stream partner-events-stream streamModeDetails",
    ],
  },
  {
    set: {
      "messaging.stream.retentionHours": 48,
    },
    changes: ["update Stream partner-events-stream retentionPeriod"],
  },
  {
    set: {
      "messaging.stream.batchWindowSeconds": 2,
    },
    changes: ["update EventSourceMapping partner-events-consumer-mapping maximumBatchingWindowInSeconds"],
  },
  {
    set: {
      "messaging.stream.batchSize": 50,
    },
    changes: ["update EventSourceMapping partner-events-consumer-mapping batchSize"],
  },
  {
    set: {
      "messaging.stream.maximumRetries": 4,
    },
    changes: ["update EventSourceMapping partner-events-consumer-mapping maximumRetryAttempts"],
  },
  {
    set: {
      "messaging.queue.batchSize": 5,
    },
    changes: ["update EventSourceMapping partner-orders-consumer-mapping batchSize"],
  },
  {
    set: {
      "messaging.queue.maximumConcurrency": 10,
    },
    changes: ["update EventSourceMapping partner-orders-consumer-mapping scalingConfig"],
  },
  {
    set: {
      "messaging.stream.maximumAgeSeconds": 1800,
    },
    changes: ["update EventSourceMapping partner-events-consumer-mapping maximumRecordAgeInSeconds"],
  },
];
