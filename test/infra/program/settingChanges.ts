/** Settings, and everything that a change of them changes in stage prod. */
export interface SettingChange {
  /** Key below `gatehouse:stage` → a value that prod does not have. Several where their changes are the same. */
  readonly set: Readonly<Record<string, unknown>>;
  /** `<kind> <type> <name> <property>`; `*` stands for any part of a name. */
  readonly changes: readonly string[];
}

/**
 * Keys that move hosts, networks or everything (`domain.zoneName`, `*.host`, `network.cidrBlock`, `tags` …) are held by the
 * tests of what they move.
 */
export const settingChanges: readonly SettingChange[] = [
  {
    set: { "domain.tlsPolicy": "TLS_1_2" },
    changes: [
      "update DomainName domain-name endpointAccessMode",
      "update DomainName domain-name securityPolicy",
      "update RestApi storefront-* securityPolicy",
      "replace Deployment storefront-* triggers",
      "update Stage storefront-* deployment",
    ],
  },
  {
    set: { "network.endpointAccess": "vpc" },
    changes: [
      "create SecurityGroupIngressRule network-endpoints-from-vpc",
      "delete SecurityGroup network-endpoints-callers",
      "delete SecurityGroupEgressRule network-endpoints-from-callers",
      "delete SecurityGroupIngressRule network-endpoints-at-callers",
    ],
  },
  {
    set: { "storefront.throttle.requestsPerSecond": 900, "storefront.throttle.burst": 1900 },
    changes: [
      "update MethodSettings storefront-* settings",
      "update MetricAlarm alarms-storefront-v*-near-throttle threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "storefront.cache.enabled": false, "storefront.cache.clusterGigabytes": "6.1" },
    changes: [
      "update Stage storefront-* cacheClusterEnabled",
      "update Stage storefront-* cacheClusterSize",
      "delete MethodSettings storefront-*",
    ],
  },
  {
    set: {
      "storefront.cors.allowOrigins": ["https://other.example"],
      "storefront.compressionMinimumBytes": 2048,
      "storefront.cors.maxAgeSeconds": 60,
    },
    changes: [
      "update BucketCorsConfiguration avatars-cors corsRules",
      "update Function functions-*s-function environment",
      "update RestApi storefront-* body",
      "replace Deployment storefront-* triggers",
      "update Stage storefront-* deployment",
    ],
  },
  {
    set: { "storefront.deprecation.v2": { since: "2027-01-01", sunset: "2028-01-01" } },
    changes: [
      "update Function functions-v2-*s-function environment",
      "update RestApi storefront-v2-api body",
      "replace Deployment storefront-v2-deployment triggers",
      "update Stage storefront-v2-stage deployment",
    ],
  },
  {
    set: { "storefront.functions.timeoutSeconds": 9 },
    changes: [
      "update Function functions-*s-function timeout",
      "update MetricAlarm alarms-storefront-v*s-function-duration threshold",
      "update RestApi storefront-* body",
      "replace Deployment storefront-* triggers",
      "update Stage storefront-* deployment",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "storefront.functions.logLevel": "WARN" },
    changes: [
      "update Function functions-*s-function environment",
      "update Function functions-*s-function loggingConfig",
    ],
  },
  {
    set: { "partner.throttle.burst": 410, "partner.throttle.requestsPerSecond": 210 },
    changes: [
      "update MethodSettings partner-settings-all settings",
      "update MetricAlarm alarms-partner-v1-near-throttle threshold",
    ],
  },
  {
    set: { "partner.plans.bronze.burst": 3, "partner.plans.bronze.requestsPerSecond": 1 },
    changes: ["update UsagePlan partner-plans-bronze throttleSettings"],
  },
  {
    set: { "partner.plans.bronze.quota.period": "WEEK", "partner.plans.bronze.quota.requests": 9 },
    changes: ["update UsagePlan partner-plans-bronze quotaSettings"],
  },
  {
    set: { "partner.keys.overlapHours": 48, "partner.keys.disabledHours": 12 },
    changes: ["update Function partner-keys-rotator-function environment"],
  },
  {
    set: { "partner.inventoryUrl": "https://other.example.com" },
    changes: [
      "update RestApi partner-api body",
      "replace Deployment partner-deployment triggers",
      "update Stage partner-stage deployment",
    ],
  },
  {
    set: { "partner.tlsPolicy": "SecurityPolicy_TLS13_1_3_2025_09" },
    changes: ["update DomainName partner-domain-name securityPolicy"],
  },
  {
    set: { "partner.functions.memoryMegabytes": 256 },
    changes: ["update Function partner-*-function memorySize"],
  },
  {
    set: { "partner.functions.reservedConcurrency": 40 },
    changes: ["update Function partner-functions-*-function reservedConcurrentExecutions"],
  },
  {
    set: { "messaging.queue.maxReceiveCount": 3 },
    changes: ["update Queue partner-orders-queue redrivePolicy"],
  },
  {
    set: { "messaging.queue.deadLetterRetentionDays": 13, "messaging.queue.retentionDays": 3 },
    changes: ["update Queue partner-* messageRetentionSeconds"],
  },
  {
    set: { "messaging.queue.batchWindowSeconds": 1 },
    changes: ["update EventSourceMapping partner-orders-consumer-mapping maximumBatchingWindowInSeconds"],
  },
  {
    set: {
      "messaging.stream.mode": "provisioned",
      "messaging.stream.retentionHours": 48,
      "messaging.stream.batchWindowSeconds": 2,
      "messaging.stream.shards": 2,
      "messaging.stream.batchSize": 50,
      "messaging.stream.maximumRetries": 4,
    },
    changes: [
      "update Stream partner-events-stream shardCount",
      "update Stream partner-events-stream streamModeDetails",
      "update Stream partner-events-stream retentionPeriod",
      "update EventSourceMapping partner-events-consumer-mapping maximumBatchingWindowInSeconds",
      "update EventSourceMapping partner-events-consumer-mapping batchSize",
      "update EventSourceMapping partner-events-consumer-mapping maximumRetryAttempts",
    ],
  },
  { set: { "domain.ownsCaaRecord": false }, changes: ["delete Record zone-caa"] },
  {
    set: { "network.interfaceEndpoints": ["execute-api", "secretsmanager", "sqs"] },
    changes: ["create VpcEndpoint network-endpoints-sqs"],
  },
  { set: { "network.s3GatewayEndpoint": true }, changes: ["create VpcEndpoint network-s3"] },
  {
    set: { "storefront.deprecation.v1": { since: "2027-01-01", sunset: "2028-01-01" } },
    changes: [
      "update Function functions-*s-function environment",
      "update RestApi storefront-api body",
      "replace Deployment storefront-deployment triggers",
      "update Stage storefront-stage deployment",
    ],
  },
  {
    set: { "storefront.functions.memoryMegabytes": 768 },
    changes: ["update Function functions-*s-function memorySize"],
  },
  {
    set: { "storefront.functions.reservedConcurrency": 90 },
    changes: ["update Function functions-*s-function reservedConcurrentExecutions"],
  },
  { set: { "partner.plans.gold.methods": {} }, changes: ["update UsagePlan partner-plans-gold apiStages"] },
  {
    set: { "partner.keys.rotationDays": 20 },
    changes: ["update SecretRotation partner-keys-* rotationRules"],
  },
  {
    set: { "partner.functions.timeoutSeconds": 9 },
    changes: [
      "update Queue partner-orders-queue visibilityTimeoutSeconds",
      "update Function partner-functions-*-function timeout",
      "update MetricAlarm alarms-partner-*-function-duration threshold",
    ],
  },
  {
    set: { "partner.functions.logLevel": "WARN" },
    changes: [
      "update Function partner-*-function environment",
      "update Function partner-*-function loggingConfig",
    ],
  },
  {
    set: { "messaging.queue.batchSize": 5 },
    changes: ["update EventSourceMapping partner-orders-consumer-mapping batchSize"],
  },
  {
    set: { "messaging.queue.maximumConcurrency": 10 },
    changes: ["update EventSourceMapping partner-orders-consumer-mapping scalingConfig"],
  },
  {
    set: { "backoffice.throttle.requestsPerSecond": 10 },
    changes: [
      "update MethodSettings backoffice-settings-all settings",
      "update MetricAlarm alarms-backoffice-v1-near-throttle threshold",
    ],
  },
];
