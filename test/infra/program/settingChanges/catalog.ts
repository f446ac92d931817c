import type { SettingChange } from "./settingChange";

/** Keys of `catalog`. */
export const catalog: readonly SettingChange[] = [
  {
    set: {
      "catalog.functions.memoryMegabytes": 256,
    },
    changes: ["update Function catalog-products-function memorySize"],
  },
  {
    set: {
      "catalog.functions.reservedConcurrency": 8,
    },
    changes: ["update Function catalog-products-function reservedConcurrentExecutions"],
  },
  {
    set: {
      "catalog.functions.logLevel": "WARN",
    },
    changes: [
      "update Function catalog-products-function environment",
      "update Function catalog-products-function loggingConfig",
    ],
  },
  {
    set: {
      "catalog.functions.timeoutSeconds": 9,
    },
    changes: [
      "update Function catalog-products-function timeout",
      "update MetricAlarm alarms-catalog-products-function-duration threshold",
      "update Integration catalog-to-* timeoutMilliseconds",
      "replace Deployment catalog-deployment triggers",
      "update Stage catalog-stage deploymentId",
    ],
  },
  {
    set: {
      "catalog.throttle.requestsPerSecond": 100,
    },
    changes: [
      'update Stage catalog-stage defaultRouteSettings => "throttlingRateLimit":100',
      "update MetricAlarm alarms-catalog-near-throttle threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "catalog.throttle.burst": 150,
    },
    changes: ['update Stage catalog-stage defaultRouteSettings => "throttlingBurstLimit":150'],
  },
  {
    set: {
      "catalog.privateBackend": {
        hostName: "stock.corp.example.com",
        addresses: ["10.80.0.11"],
      },
    },
    changes: [
      "delete SecurityGroupEgressRule catalog-stock-to-10.80.0.12",
      "delete TargetGroupAttachment catalog-stock-10.80.0.12",
    ],
  },
  {
    set: {
      "catalog.cors.allowOrigins": ["https://other.example"],
    },
    changes: [
      "update Api catalog-api corsConfiguration",
      "replace Deployment catalog-deployment triggers",
      "update Stage catalog-stage deploymentId",
    ],
  },
  {
    set: {
      "catalog.autoDeploy": true,
    },
    changes: [
      "update Stage catalog-stage autoDeploy",
      "update Stage catalog-stage deploymentId",
      "delete Deployment catalog-deployment",
    ],
  },
  {
    set: {
      "catalog.host": "shop",
    },
    changes: [
      "replace Certificate catalog-front-tls-certificate domainName => shop.example.com",
      "create Record catalog-host-validation-shop.example.com",
      "delete Record catalog-host-validation-catalog.example.com",
      "replace CertificateValidation catalog-front-tls-validation *",
      "update Distribution catalog-front-distribution aliases => shop.example.com",
      "update Distribution catalog-front-distribution viewerCertificate",
      "update MetricAlarm edge-alarms-catalog-certificate-expiry dimensions",
      "replace Record catalog-host-a* name => shop.example.com",
    ],
  },
  {
    set: {
      "catalog.cors.maxAgeSeconds": 77,
    },
    changes: [
      'update Api catalog-api corsConfiguration => "maxAge":77',
      "replace Deployment catalog-deployment triggers",
      "update Stage catalog-stage deploymentId",
    ],
  },
];
