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
  {
    set: {
      "partner.plans.silver.burst": 17,
    },
    changes: ['update UsagePlan partner-plans-silver throttleSettings => "burstLimit":17'],
  },
  {
    set: {
      "partner.plans.silver.requestsPerSecond": 7,
    },
    changes: ['update UsagePlan partner-plans-silver throttleSettings => "rateLimit":7'],
  },
  {
    set: {
      "partner.plans.silver.quota.requests": 8,
    },
    changes: ['update UsagePlan partner-plans-silver quotaSettings => "limit":8'],
  },
  {
    set: {
      "partner.plans.silver.quota.period": "WEEK",
    },
    changes: ['update UsagePlan partner-plans-silver quotaSettings => "WEEK"'],
  },
  {
    set: {
      "partner.plans.gold.burst": 43,
    },
    changes: ['update UsagePlan partner-plans-gold throttleSettings => "burstLimit":43'],
  },
  {
    set: {
      "partner.plans.gold.requestsPerSecond": 21,
    },
    changes: ['update UsagePlan partner-plans-gold throttleSettings => "rateLimit":21'],
  },
  {
    set: {
      "partner.plans.gold.quota.requests": 12,
    },
    changes: ['update UsagePlan partner-plans-gold quotaSettings => "limit":12'],
  },
  {
    set: {
      "partner.plans.gold.quota.period": "WEEK",
    },
    changes: ['update UsagePlan partner-plans-gold quotaSettings => "WEEK"'],
  },
  {
    set: {
      "partner.plans.bronze.methods": { "POST /quotes": { requestsPerSecond: 1, burst: 2 } },
    },
    changes: ['update UsagePlan partner-plans-bronze apiStages => "path":"/quotes/POST"'],
  },
  {
    set: {
      "partner.plans.silver.methods": { "POST /quotes": { requestsPerSecond: 1, burst: 2 } },
    },
    changes: ['update UsagePlan partner-plans-silver apiStages => "path":"/quotes/POST"'],
  },
  {
    set: {
      "partner.partners": { acme: { plan: "gold" }, initech: { plan: "silver" } },
    },
    changes: [
      "create Secret partner-secrets-initech",
      "create SecretRotation partner-keys-initech",
      "create Permission partner-keys-invoke-initech",
      "delete Secret partner-secrets-globex",
      "delete SecretRotation partner-keys-globex",
      "delete Permission partner-keys-invoke-globex",
      "update Function partner-functions-authorizer-function environment => acme,initech",
      "update RolePolicy partner-functions-authorizer-policy policy",
      "update Function partner-keys-rotator-function environment => initech",
      "update RolePolicy partner-keys-rotator-policy policy",
    ],
  },
  {
    set: {
      "partner.host": "b2b",
    },
    changes: [
      "replace Certificate partner-domain-tls-certificate domainName => b2b.example.com",
      "create Record partner-host-validation-b2b.example.com",
      "delete Record partner-host-validation-partner.example.com",
      "replace CertificateValidation partner-domain-tls-validation *",
      "replace DomainName partner-domain-name domainName => b2b.example.com",
      "replace DomainName partner-domain-name regionalCertificateArn",
      "replace Record partner-host-a* name => b2b.example.com",
      "replace Record partner-host-a* aliases",
      "update MetricAlarm alarms-partner-certificate-expiry dimensions",
      "replace BasePathMapping partner-domain-root domainName => b2b.example.com",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
];
