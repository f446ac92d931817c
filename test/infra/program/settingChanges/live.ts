import type { SettingChange } from "./settingChange";

/** Keys of `live`. */
export const live: readonly SettingChange[] = [
  {
    set: {
      "live.functions.memoryMegabytes": 256,
    },
    changes: ["update Function live-*-function memorySize"],
  },
  {
    set: {
      "live.functions.reservedConcurrency": 8,
    },
    changes: ["update Function live-*-function reservedConcurrentExecutions"],
  },
  {
    set: {
      "live.functions.logLevel": "WARN",
    },
    changes: ["update Function live-*-function environment", "update Function live-*-function loggingConfig"],
  },
  {
    set: {
      "live.functions.timeoutSeconds": 9,
    },
    changes: [
      "update Function live-*-function timeout",
      "update MetricAlarm alarms-live-*-function-duration threshold",
      "update Integration live-to-* timeoutMilliseconds",
      "replace Deployment live-deployment triggers",
      "update Stage live-stage deploymentId",
    ],
  },
  {
    set: {
      "live.throttle.requestsPerSecond": 100,
    },
    changes: ['update Stage live-stage defaultRouteSettings => "throttlingRateLimit":100'],
  },
  {
    set: {
      "live.throttle.burst": 150,
    },
    changes: ['update Stage live-stage defaultRouteSettings => "throttlingBurstLimit":150'],
  },
  {
    set: {
      "live.allowOrigins": ["https://other.example"],
    },
    changes: ["update Function live-authorizer-function environment"],
  },
  {
    set: {
      "live.host": "push",
    },
    changes: [
      "replace Certificate live-front-tls-certificate domainName => push.example.com",
      "create Record live-host-validation-push.example.com",
      "delete Record live-host-validation-live.example.com",
      "replace CertificateValidation live-front-tls-validation *",
      "update Distribution live-front-distribution aliases => push.example.com",
      "update Distribution live-front-distribution viewerCertificate",
      "update MetricAlarm edge-alarms-live-certificate-expiry dimensions",
      "replace Record live-host-a* name => push.example.com",
    ],
  },
];
