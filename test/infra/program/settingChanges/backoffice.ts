import type { SettingChange } from "./settingChange";

/** Keys of `backoffice`. */
export const backoffice: readonly SettingChange[] = [
  {
    set: {
      "backoffice.throttle.requestsPerSecond": 10,
    },
    changes: [
      'update MethodSettings backoffice-settings-all settings => "throttlingRateLimit":10',
      "update MetricAlarm alarms-backoffice-v1-near-throttle threshold",
    ],
  },
  {
    set: {
      "backoffice.throttle.burst": 30,
    },
    changes: ['update MethodSettings backoffice-settings-all settings => "throttlingBurstLimit":30'],
  },
  {
    set: {
      "backoffice.functions.memoryMegabytes": 256,
    },
    changes: ["update Function backoffice-users-function memorySize"],
  },
  {
    set: {
      "backoffice.functions.reservedConcurrency": 8,
    },
    changes: ["update Function backoffice-users-function reservedConcurrentExecutions"],
  },
  {
    set: {
      "backoffice.functions.logLevel": "WARN",
    },
    changes: [
      "update Function backoffice-users-function environment",
      "update Function backoffice-users-function loggingConfig",
    ],
  },
  {
    set: {
      "backoffice.functions.timeoutSeconds": 9,
    },
    changes: [
      "update Function backoffice-users-function timeout",
      "update MetricAlarm alarms-backoffice-users-function-duration threshold",
      "update RestApi backoffice-api body",
      "replace Deployment backoffice-deployment triggers",
      "update Stage backoffice-stage deployment",
    ],
  },
  {
    set: {
      "backoffice.operators.trustedAccountIds": ["111111111111"],
    },
    changes: ["update Role operators-* assumeRolePolicy => 111111111111"],
  },
  {
    set: {
      "backoffice.operators.requireMfa": true,
    },
    changes: ["update Role operators-* assumeRolePolicy => aws:MultiFactorAuthPresent"],
  },
  {
    set: {
      "backoffice.callers.vpcIds": ["vpc-0123456789abcdef0"],
    },
    changes: [
      "update DomainName backoffice-domain-name policy",
      "update RestApi backoffice-api body",
      "update RestApi backoffice-api policy",
      "replace Deployment backoffice-deployment triggers",
      "update Stage backoffice-stage deployment",
    ],
  },
  {
    set: {
      "backoffice.privateBackend": {
        hostName: "erp.corp.example.com",
        addresses: ["10.80.0.21"],
      },
    },
    changes: [
      "delete SecurityGroupEgressRule backoffice-erp-to-10.80.0.22",
      "delete TargetGroupAttachment backoffice-erp-10.80.0.22",
    ],
  },
  {
    set: {
      "backoffice.host": "ops",
    },
    changes: [
      "replace Certificate backoffice-domain-tls-certificate domainName => ops.example.com",
      "replace Zone backoffice-domain-zone name => ops.example.com",
      "create Record backoffice-domain-tls-validation-ops.example.com",
      "delete Record backoffice-domain-tls-validation-backoffice.example.com",
      "replace CertificateValidation backoffice-domain-tls-validation *",
      "replace DomainName backoffice-domain-name certificateArn",
      "replace DomainName backoffice-domain-name domainName => ops.example.com",
      "replace Record backoffice-domain-a name => ops.example.com",
      "update MetricAlarm alarms-backoffice-certificate-expiry dimensions",
      "replace DomainNameAccessAssociation backoffice-domain-own-access domainNameArn",
      "replace BasePathMapping backoffice-domain-root domainName => ops.example.com",
      "replace BasePathMapping backoffice-domain-root domainNameId",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: {
      "backoffice.callers.vpcEndpoints": [{ id: "vpce-0123456789abcdef0", accountId: "111111111111" }],
    },
    changes: [
      "create ResourceShare backoffice-domain-share",
      "create PrincipalAssociation backoffice-domain-shared-111111111111",
      "create ResourceAssociation backoffice-domain-shared",
      "update DomainName backoffice-domain-name policy => vpce-0123456789abcdef0",
      "update RestApi backoffice-api body",
      "update RestApi backoffice-api policy => vpce-0123456789abcdef0",
      "replace Deployment backoffice-deployment triggers",
      "update Stage backoffice-stage deployment",
    ],
  },
  {
    set: {
      "backoffice.operators.principals": "role/support-*",
    },
    changes: ["update Role operators-* assumeRolePolicy => role/support-*"],
  },
];
