/** One default: the value, and where the number comes from. */
export interface Default<T> {
  readonly value: T;
  readonly source: string;
}

const row = <const T>(value: T, source: string): Default<T> => ({ value, source });

/**
 * Every number and choice that a stage file may leave out. Units are in the names. The defaults are those of a stage
 * that costs next to nothing at rest and keeps nothing it would miss: dev. What test and prod need more is in their files.
 */
export const defaults = {
  domain: {
    host: row("api", "house rule: api.<zone>"),
    tlsPolicy: row(
      "SecurityPolicy_TLS12_PFS_2025_EDGE",
      "Security Hub APIGateway.11: on its list, and the one of the two edge policies that TLS 1.2 clients can still use",
    ),
  },
  network: {
    cidrBlock: row("10.20.0.0/16", "RFC 1918; largest VPC that EC2 allows"),
    availabilityZones: row(2, "Security Hub Lambda.5: functions in at least two zones"),
    natGateways: row(
      "none",
      "a NAT gateway costs about 35 USD a month, and no function of this slice calls out",
    ),
  },
  identity: {
    domainPrefix: row(
      "gatehouse",
      "project name; a hash of the account is added because the prefix is global",
    ),
    mfa: row(
      "optional",
      "Security Hub Cognito.2 wants it on; a stage without real users may leave it to each",
    ),
    threatProtection: row("none", "needs the Plus tier, which is paid per monthly active user"),
    selfSignUp: row(false, "Prowler cognito_user_pool_self_registration_disabled"),
    passwordMinimumLength: row(14, "Prowler; Security Hub Cognito.3 and cdk-nag COG1 are content with 8"),
    temporaryPasswordDays: row(7, "Security Hub Cognito.3, temporaryPasswordValidity"),
    accessTokenMinutes: row(60, "control client-token-ttl: at most one hour"),
    refreshTokenDays: row(1, "control client-token-ttl: at most 30 days; rotated at each use"),
  },
  storefront: {
    requestsPerSecond: row(50, "account quota is 10,000 (2,500 in 13 Regions), shared by all its APIs"),
    burst: row(100, "twice the rate: one second of doubled traffic"),
    publicRequestsPerSecond: row(10, "operations without a scope that name no throttle of their own"),
    publicBurst: row(20, "as above, twice the rate"),
    cacheEnabled: row(false, "a cache cluster is paid by the hour, used or not"),
    cacheClusterGigabytes: row("0.5", "smallest cluster of API Gateway"),
    corsMaxAgeSeconds: row(3600, "half of what Chromium honours at most (7,200)"),
    compressionMinimumBytes: row(1024, "below that, gzip and its headers outweigh the gain"),
    functionMemoryMegabytes: row(512, "a Node.js cold start is CPU bound, and CPU grows with memory"),
    functionTimeoutSeconds: row(10, "well under the 29 s that API Gateway waits for an edge API"),
    functionLogLevel: row("INFO", "Powertools default"),
  },
  data: {
    pointInTimeRecovery: row(true, "Security Hub DynamoDB.2; paid by stored size, so nothing at rest"),
    recoveryDays: row(7, "a week to notice; at most 35"),
  },
  protection: {
    deletionProtection: row(false, "stages without real data must be destroyable"),
    keyDeletionDays: row(7, "KMS minimum; Prowler and Security Hub KMS.3 want a window at all"),
    wafMode: row(
      "block",
      "control webacl-block-not-count; count first on a stage that gains its WAF with traffic on it",
    ),
    requestsPerFiveMinutesPerAddress: row(2000, "AWS WAF guide's example; at most 2 billion, at least 10"),
  },
  logs: {
    retentionDays: row(
      14,
      "house rule for stages without real users; Security Hub CloudWatch.16 wants 365 elsewhere",
    ),
  },
  alarms: {
    clientErrorRate: row(0.05, "CloudWatch recommended alarms, AWS/ApiGateway 4XXError"),
    serverErrorRate: row(0.05, "CloudWatch recommended alarms, AWS/ApiGateway 5XXError"),
    latencyMillis: row(2500, "CloudWatch recommended alarms, AWS/ApiGateway Latency p90"),
    throttleShare: row(0.8, "house rule: warned before the stage throttle refuses callers"),
    functionErrors: row(
      0,
      "CloudWatch recommended alarms, AWS/Lambda Errors: your own number; any error is news here",
    ),
    functionThrottles: row(1, "CloudWatch recommended alarms, AWS/Lambda Throttles: your own number"),
  },
  operations: {
    ownsApiGatewayLogRole: row(false, "one per account and Region: the stack that owns it says so"),
  },
} as const;

/** Retention periods that CloudWatch Logs accepts, in days (API reference, PutRetentionPolicy). */
export const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Cache cluster sizes of API Gateway in gigabytes (API reference, CreateStage). */
export const cacheClusterGigabytes = ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"] as const;

/** TLS policies of edge-optimised domain names that this platform accepts, weakest first. */
export const edgeTlsPolicies = [
  "TLS_1_2",
  "SecurityPolicy_TLS12_PFS_2025_EDGE",
  "SecurityPolicy_TLS13_2025_EDGE",
] as const;
