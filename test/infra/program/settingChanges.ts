/** Settings, and everything that a change of them changes in stage prod. */
export interface SettingChange {
  /** Key below `gatehouse:stage` → a value that prod does not have. Several where their changes are the same. */
  readonly set: Readonly<Record<string, unknown>>;
  /** `<kind> <type> <name> <property>`; `*` stands for any part of a name. */
  readonly changes: readonly string[];
}

/** Keys that are not in the table, and where they are held instead. A key with others below it stands for them. */
export const heldElsewhere: Readonly<Record<string, string>> = {
  accountThrottle: "is no resource: what is over the budget is refused (stage/throttleBudget.test.ts)",
  "domain.zoneName": "moves every host (domains.test.ts)",
  "domain.host": "moves a host (domains.test.ts)",
  "network.cidrBlock": "moves the network (subnets.test.ts)",
  "network.availabilityZones": "moves the network (prod.test.ts)",
  "network.natGateways": "moves functions to other subnets (everyStage.test.ts)",
  "network.endpointService": "adds a service (backoffice.test.ts)",
  "partner.host": "moves a host (partner.test.ts)",
  "partner.partners": "adds and removes secrets (partner.test.ts)",
  "partner.plans.silver": "as bronze",
  "partner.plans.gold": "as bronze (partner.test.ts)",
  "partner.plans.bronze.methods": "as gold's (partner.test.ts)",
  "partner.mutualTls": "adds a truststore (options.test.ts)",
  "partner.cloudFront": "puts another front before the API (partner.test.ts)",
  "backoffice.host": "moves a host (domains.test.ts)",
  "backoffice.callers.vpcEndpoints": "shares the domain (backoffice.test.ts)",
  "backoffice.operators.principals": "as the accounts that are trusted (backoffice.test.ts)",
  "backoffice.privateBackend": "stands as a whole in the table",
  "catalog.host": "moves a host (domains.test.ts)",
  "catalog.cloudFront": "puts another front before the API (openApis.test.ts, options.test.ts)",
  "catalog.privateBackend": "stands as a whole in the table",
  "catalog.cors.maxAgeSeconds": "as the origins",
  "live.host": "moves a host (domains.test.ts)",
  "live.cloudFront": "puts another front before the API (openApis.test.ts, options.test.ts)",
  "identity.domainPrefix": "moves the sign-in page (identity/naming.test.ts)",
  "data.pointInTimeRecovery": "as the days (options.test.ts)",
  "protection.deletionProtection": "is a property of the registration, too (prod.test.ts)",
  "alarms.anomalies": "adds alarms (observability/stageAlarms.test.ts)",
  "operations.permissionsBoundaryArn": "bounds every role (options.test.ts)",
  tags: "tags everything (everyStage.test.ts)",
};

/** Every other key of the stage file: what it changes in stage prod, and by leaving out, what it does not. */
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
    set: { "backoffice.throttle.requestsPerSecond": 10, "backoffice.throttle.burst": 30 },
    changes: [
      "update MethodSettings backoffice-settings-all settings",
      "update MetricAlarm alarms-backoffice-v1-near-throttle threshold",
    ],
  },
  {
    set: { "messaging.stream.maximumAgeSeconds": 1800 },
    changes: ["update EventSourceMapping partner-events-consumer-mapping maximumRecordAgeInSeconds"],
  },
  {
    set: { "backoffice.functions.memoryMegabytes": 256 },
    changes: ["update Function backoffice-users-function memorySize"],
  },
  {
    set: { "backoffice.functions.reservedConcurrency": 8 },
    changes: ["update Function backoffice-users-function reservedConcurrentExecutions"],
  },
  {
    set: { "backoffice.functions.logLevel": "WARN" },
    changes: [
      "update Function backoffice-users-function environment",
      "update Function backoffice-users-function loggingConfig",
    ],
  },
  {
    set: { "catalog.functions.memoryMegabytes": 256 },
    changes: ["update Function catalog-products-function memorySize"],
  },
  {
    set: { "catalog.functions.reservedConcurrency": 8 },
    changes: ["update Function catalog-products-function reservedConcurrentExecutions"],
  },
  {
    set: { "catalog.functions.logLevel": "WARN" },
    changes: [
      "update Function catalog-products-function environment",
      "update Function catalog-products-function loggingConfig",
    ],
  },
  { set: { "live.functions.memoryMegabytes": 256 }, changes: ["update Function live-*-function memorySize"] },
  {
    set: { "live.functions.reservedConcurrency": 8 },
    changes: ["update Function live-*-function reservedConcurrentExecutions"],
  },
  {
    set: { "live.functions.logLevel": "WARN" },
    changes: ["update Function live-*-function environment", "update Function live-*-function loggingConfig"],
  },
  {
    set: { "backoffice.functions.timeoutSeconds": 9 },
    changes: [
      "update Function backoffice-users-function timeout",
      "update MetricAlarm alarms-backoffice-users-function-duration threshold",
      "update RestApi backoffice-api body",
      "replace Deployment backoffice-deployment triggers",
      "update Stage backoffice-stage deployment",
    ],
  },
  {
    set: { "catalog.functions.timeoutSeconds": 9 },
    changes: [
      "update Function catalog-products-function timeout",
      "update MetricAlarm alarms-catalog-products-function-duration threshold",
      "update Integration catalog-to-* timeoutMilliseconds",
      "replace Deployment catalog-deployment triggers",
      "update Stage catalog-stage deploymentId",
    ],
  },
  {
    set: { "live.functions.timeoutSeconds": 9 },
    changes: [
      "update Function live-*-function timeout",
      "update MetricAlarm alarms-live-*-function-duration threshold",
      "update Integration live-to-* timeoutMilliseconds",
      "replace Deployment live-deployment triggers",
      "update Stage live-stage deploymentId",
    ],
  },
  {
    set: { "catalog.throttle.requestsPerSecond": 100, "catalog.throttle.burst": 150 },
    changes: [
      "update Stage catalog-stage defaultRouteSettings",
      "update MetricAlarm alarms-catalog-near-throttle threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "live.throttle.requestsPerSecond": 100, "live.throttle.burst": 150 },
    changes: ["update Stage live-stage defaultRouteSettings"],
  },
  {
    set: {
      "backoffice.operators.trustedAccountIds": ["111111111111"],
      "backoffice.operators.requireMfa": true,
    },
    changes: ["update Role operators-* assumeRolePolicy"],
  },
  {
    set: { "backoffice.callers.vpcIds": ["vpc-0123456789abcdef0"] },
    changes: [
      "update DomainName backoffice-domain-name policy",
      "update RestApi backoffice-api body",
      "update RestApi backoffice-api policy",
      "replace Deployment backoffice-deployment triggers",
      "update Stage backoffice-stage deployment",
    ],
  },
  {
    set: { "backoffice.privateBackend": { hostName: "erp.corp.example.com", addresses: ["10.80.0.21"] } },
    changes: [
      "delete SecurityGroupEgressRule backoffice-erp-to-10.80.0.22",
      "delete TargetGroupAttachment backoffice-erp-10.80.0.22",
    ],
  },
  {
    set: { "catalog.privateBackend": { hostName: "stock.corp.example.com", addresses: ["10.80.0.11"] } },
    changes: [
      "delete SecurityGroupEgressRule catalog-stock-to-10.80.0.12",
      "delete TargetGroupAttachment catalog-stock-10.80.0.12",
    ],
  },
  {
    set: { "catalog.cors.allowOrigins": ["https://other.example"] },
    changes: [
      "update Api catalog-api corsConfiguration",
      "replace Deployment catalog-deployment triggers",
      "update Stage catalog-stage deploymentId",
    ],
  },
  {
    set: { "catalog.autoDeploy": true },
    changes: [
      "update Stage catalog-stage autoDeploy",
      "update Stage catalog-stage deploymentId",
      "delete Deployment catalog-deployment",
    ],
  },
  {
    set: { "live.allowOrigins": ["https://other.example"] },
    changes: ["update Function live-authorizer-function environment"],
  },
  { set: { "identity.mfa": "optional" }, changes: ["update UserPool identity-pool mfaConfiguration"] },
  {
    set: { "identity.threatProtection": "none" },
    changes: [
      "update UserPool identity-pool userPoolAddOns",
      "update UserPool identity-pool userPoolTier",
      "delete RiskConfiguration identity-risk",
    ],
  },
  { set: { "identity.selfSignUp": true }, changes: ["update UserPool identity-pool adminCreateUserConfig"] },
  {
    set: { "identity.passwordMinimumLength": 16 },
    changes: ["update UserPool identity-pool passwordPolicy"],
  },
  {
    set: { "identity.accessTokenMinutes": 30 },
    changes: [
      "update UserPoolClient identity-* accessTokenValidity",
      "update UserPoolClient identity-* idTokenValidity",
    ],
  },
  {
    set: { "identity.refreshTokenDays": 2 },
    changes: ["update UserPoolClient identity-* refreshTokenValidity"],
  },
  {
    set: { "identity.browserClient.callbackUrls": ["https://a.example/cb"] },
    changes: ["update UserPoolClient identity-browser callbackUrls"],
  },
  {
    set: { "identity.browserClient.logoutUrls": ["https://a.example/"] },
    changes: ["update UserPoolClient identity-browser logoutUrls"],
  },
  {
    set: { "identity.browserClient.scopes": ["storefront/products.read"] },
    changes: ["update UserPoolClient identity-browser allowedOauthScopes"],
  },
  {
    set: { "data.recoveryDays": 30 },
    changes: [
      "update Table tables-* pointInTimeRecovery",
      "update Table partner-data-table pointInTimeRecovery",
      "update Table live-connections-table pointInTimeRecovery",
    ],
  },
  {
    set: { "protection.keyDeletionDays": 20 },
    changes: ["update Key *-key deletionWindowInDays", "update Secret *-origin-secret recoveryWindowInDays"],
  },
  {
    set: {
      "protection.waf.mode": "count",
      "protection.waf.requestsPerFiveMinutesPerAddress": 1000,
      "protection.waf.requestsPerFiveMinutesPerApiKey": 1000,
      "protection.waf.denyCountries": ["AQ"],
      "protection.waf.anonymousAddresses": true,
      "protection.waf.botControl": true,
      "protection.waf.allowAddresses": ["192.0.2.0/24"],
      "protection.waf.denyAddresses": ["198.51.100.0/24"],
      "protection.waf.largeBodies": [{ path: "/events/batch", kilobytes: 32 }],
    },
    changes: [
      "update WebAcl waf-acl rules",
      "update WebAcl edge-acl-acl rules",
      "update WebAcl waf-acl associationConfig",
      "update WebAcl edge-acl-acl associationConfig",
      "create IpSet waf-allow-ipv4",
      "create IpSet waf-deny-ipv4",
      "create IpSet edge-acl-allow-ipv4",
      "create IpSet edge-acl-deny-ipv4",
    ],
  },
  {
    set: { "logs.retentionDays": 400 },
    changes: [
      "update LogGroup * retentionInDays",
      "update BucketLifecycleConfiguration avatars-log-lifecycle rules",
    ],
  },
  {
    set: { "alarms.emails": ["other@example.com"] },
    changes: [
      "replace TopicSubscription alarm-email-1 endpoint",
      "replace TopicSubscription edge-alarm-email-1 endpoint",
    ],
  },
  {
    set: { "alarms.pageEmails": ["page@example.com"] },
    changes: [
      "create Topic page-topic",
      "create TopicSubscription page-email-1",
      "create TopicPolicy page-policy",
      "update CompositeAlarm alarms-page alarmActions",
      "update CompositeAlarm alarms-page okActions",
    ],
  },
  {
    set: { "alarms.clientErrorRate": 0.1 },
    changes: [
      "update MetricAlarm alarms-*-client-errors threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.serverErrorRate": 0.1 },
    changes: [
      "update MetricAlarm alarms-*-server-errors threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.latencyMillis": 100 },
    changes: [
      "update MetricAlarm alarms-*-v1-latency threshold",
      "update MetricAlarm alarms-storefront-v2-latency threshold",
      "update MetricAlarm alarms-catalog-latency threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.throttleShare": 0.5 },
    changes: [
      "update MetricAlarm alarms-*-near-throttle threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.functionErrors": 2 },
    changes: [
      "update MetricAlarm alarms-*-function-errors threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.functionThrottles": 3 },
    changes: [
      "update MetricAlarm alarms-*-function-throttles threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.durationShare": 0.5 },
    changes: [
      "update MetricAlarm alarms-*-function-duration threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.integrationLatencyMillis": 100 },
    changes: [
      "update MetricAlarm alarms-*-integration-latency threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.queueAgeSeconds": 100 },
    changes: [
      "update MetricAlarm alarms-*-queue-age threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.iteratorAgeMillis": 100000 },
    changes: [
      "update MetricAlarm alarms-*-iterator-age threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  {
    set: { "alarms.certificateDays": 30 },
    changes: [
      "update MetricAlarm *-certificate-expiry threshold",
      "update Dashboard dashboard-dashboard dashboardBody",
    ],
  },
  { set: { "operations.ownsInspector": true }, changes: ["create Enabler inspector-lambda"] },
  { set: { "operations.monthlyBudgetUsd": 100 }, changes: ["create Budget budget-month"] },
  {
    set: { "operations.ownsApiGatewayLogRole": false },
    changes: [
      "delete Role api-gateway-logs-role",
      "delete RolePolicy api-gateway-logs-policy",
      "delete Account api-gateway-logs-account",
    ],
  },
];
