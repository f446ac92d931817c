import type { SettingChange } from "./settingChange";

/** Keys of `storefront`. */
export const storefront: readonly SettingChange[] = [
  {
    set: {
      "storefront.throttle.requestsPerSecond": 900,
    },
    changes: [
      'update MethodSettings storefront-* settings => "throttlingRateLimit":900',
      "update MetricAlarm alarms-storefront-v*-near-throttle threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "storefront.throttle.burst": 1900,
    },
    changes: ['update MethodSettings storefront-* settings => "throttlingBurstLimit":1900'],
  },
  {
    set: {
      "storefront.cache.enabled": false,
    },
    changes: [
      "update Stage storefront-* cacheClusterEnabled",
      "update Stage storefront-* cacheClusterSize",
      "delete MethodSettings storefront-*",
    ],
  },
  {
    set: {
      "storefront.cache.clusterGigabytes": "6.1",
    },
    changes: ["update Stage storefront-* cacheClusterSize => 6.1"],
  },
  {
    set: {
      "storefront.cors.allowOrigins": ["https://other.example"],
    },
    changes: [
      "update BucketCorsConfiguration avatars-cors corsRules => https://other.example",
      "update Function functions-*s-function environment => https://other.example",
      "update RestApi storefront-* body => https://other.example",
      "replace Deployment storefront-* triggers",
      "update Stage storefront-* deployment",
    ],
  },
  {
    set: {
      "storefront.compressionMinimumBytes": 2048,
    },
    changes: [
      'update RestApi storefront-* body => "x-amazon-apigateway-minimum-compression-size":2048',
      "replace Deployment storefront-* triggers",
      "update Stage storefront-* deployment",
    ],
  },
  {
    set: {
      "storefront.cors.maxAgeSeconds": 61,
    },
    changes: [
      "update RestApi storefront-* body => '61'",
      "replace Deployment storefront-* triggers",
      "update Stage storefront-* deployment",
    ],
  },
  {
    set: {
      "storefront.deprecation.v2": {
        since: "2027-01-01",
        sunset: "2028-01-01",
      },
    },
    changes: [
      "update Function functions-v2-*s-function environment",
      "update RestApi storefront-v2-api body",
      "replace Deployment storefront-v2-deployment triggers",
      "update Stage storefront-v2-stage deployment",
    ],
  },
  {
    set: {
      "storefront.functions.timeoutSeconds": 9,
    },
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
    set: {
      "storefront.functions.logLevel": "WARN",
    },
    changes: [
      "update Function functions-*s-function environment",
      "update Function functions-*s-function loggingConfig",
    ],
  },
  {
    set: {
      "storefront.deprecation.v1": {
        since: "2027-01-01",
        sunset: "2028-01-01",
      },
    },
    changes: [
      "update Function functions-*s-function environment",
      "update RestApi storefront-api body",
      "replace Deployment storefront-deployment triggers",
      "update Stage storefront-stage deployment",
    ],
  },
  {
    set: {
      "storefront.functions.memoryMegabytes": 768,
    },
    changes: ["update Function functions-*s-function memorySize"],
  },
  {
    set: {
      "storefront.functions.reservedConcurrency": 90,
    },
    changes: ["update Function functions-*s-function reservedConcurrentExecutions"],
  },
];
