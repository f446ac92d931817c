import type { SettingChange } from "./settingChange";

/** Keys of `partner`. */
export const partner: readonly SettingChange[] = [
  {
    set: {
      "partner.throttle.burst": 410,
    },
    changes: ['update MethodSettings partner-settings-all settings => "throttlingBurstLimit":410'],
  },
  {
    set: {
      "partner.throttle.requestsPerSecond": 210,
    },
    changes: [
      'update MethodSettings partner-settings-all settings => "throttlingRateLimit":210',
      "update MetricAlarm alarms-partner-v1-near-throttle threshold",
    ],
  },
  {
    set: {
      "partner.plans.bronze.burst": 3,
    },
    changes: ['update UsagePlan partner-plans-bronze throttleSettings => "burstLimit":3'],
  },
  {
    set: {
      "partner.plans.bronze.requestsPerSecond": 1,
    },
    changes: ['update UsagePlan partner-plans-bronze throttleSettings => "rateLimit":1'],
  },
  {
    set: {
      "partner.plans.bronze.quota.period": "WEEK",
    },
    changes: ['update UsagePlan partner-plans-bronze quotaSettings => "WEEK"'],
  },
  {
    set: {
      "partner.plans.bronze.quota.requests": 9,
    },
    changes: ['update UsagePlan partner-plans-bronze quotaSettings => "limit":9'],
  },
  {
    set: {
      "partner.keys.overlapHours": 48,
    },
    changes: ['update Function partner-keys-rotator-function environment => "48"'],
  },
  {
    set: {
      "partner.keys.disabledHours": 12,
    },
    changes: ['update Function partner-keys-rotator-function environment => "12"'],
  },
  {
    set: {
      "partner.inventoryUrl": "https://other.example.com",
    },
    changes: [
      "update RestApi partner-api body",
      "replace Deployment partner-deployment triggers",
      "update Stage partner-stage deployment",
    ],
  },
  {
    set: {
      "partner.tlsPolicy": "SecurityPolicy_TLS13_1_3_2025_09",
    },
    changes: ["update DomainName partner-domain-name securityPolicy"],
  },
  {
    set: {
      "partner.functions.memoryMegabytes": 256,
    },
    changes: ["update Function partner-*-function memorySize"],
  },
  {
    set: {
      "partner.functions.reservedConcurrency": 40,
    },
    changes: ["update Function partner-functions-*-function reservedConcurrentExecutions"],
  },
  {
    set: {
      "partner.plans.gold.methods": {},
    },
    changes: ["update UsagePlan partner-plans-gold apiStages"],
  },
  {
    set: {
      "partner.keys.rotationDays": 20,
    },
    changes: ["update SecretRotation partner-keys-* rotationRules"],
  },
  {
    set: {
      "partner.functions.timeoutSeconds": 9,
    },
    changes: [
      "update Queue partner-orders-queue visibilityTimeoutSeconds",
      "update Function partner-functions-*-function timeout",
      "update MetricAlarm alarms-partner-*-function-duration threshold",
    ],
  },
  {
    set: {
      "partner.functions.logLevel": "WARN",
    },
    changes: [
      "update Function partner-*-function environment",
      "update Function partner-*-function loggingConfig",
    ],
  },
];
