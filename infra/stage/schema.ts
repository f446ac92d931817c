import { z } from "zod";
import { cacheClusterGigabytes, defaults, edgeTlsPolicies, retentionDays } from "./defaults";

const hostLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const hostName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** IPv4 CIDR, /16 to /24, host bits zero. */
function isVpcCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(1[6-9]|2[0-4])$/.exec(text);
  if (!match) return false;
  const bytes = match.slice(1, 5).map(Number);
  if (bytes.some((byte) => byte > 255)) return false;
  const address = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return address % 2 ** (32 - Number(match[5])) === 0;
}

/** Cognito's own rule for callbacks: https, or http to localhost for development. */
function isCallback(text: string): boolean {
  if (text.includes("*") || text.includes("#") || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && hostname === "localhost");
}

function isOrigin(text: string): boolean {
  return isCallback(text) && new URL(text).origin === text;
}

const whole = (least: number, most: number) => z.int().min(least).max(most);
const callback = z
  .string()
  .refine(isCallback, "an https URL (or http://localhost…), without a wildcard or fragment");

const domain = z
  .strictObject({
    zoneName: z
      .string()
      .regex(hostName, "a lower-case domain name such as example.com")
      .describe(
        "Public Route 53 hosted zone in this account. Records and the certificate's validation go there.",
      ),
    host: z
      .string()
      .regex(hostLabel, "one lower-case DNS label such as api")
      .default(defaults.domain.host.value)
      .describe("Label of the API's host name: <host>.<zoneName>."),
    tlsPolicy: z
      .enum(edgeTlsPolicies)
      .default(defaults.domain.tlsPolicy.value)
      .describe("TLS versions and ciphers that the domain name accepts."),
  })
  .describe("Custom domain of the storefront. Left out: the API answers at its execute-api address.");

const network = z
  .strictObject({
    cidrBlock: z
      .string()
      .refine(isVpcCidr, "an IPv4 network between /16 and /24 with its host bits zero, such as 10.20.0.0/16")
      .default(defaults.network.cidrBlock.value)
      .describe("Address range of the VPC. Stages that will be peered must not overlap."),
    availabilityZones: whole(2, 6)
      .default(defaults.network.availabilityZones.value)
      .describe("How many Availability Zones the subnets span."),
    natGateways: z
      .enum(["none", "single", "onePerAz"])
      .default(defaults.network.natGateways.value)
      .describe(
        "Way out of the VPC. none: isolated subnets only; functions reach DynamoDB and nothing else.",
      ),
  })
  .describe("VPC that the functions run in.");

const identity = z
  .strictObject({
    domainPrefix: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, "1 to 40 lower-case letters, digits and hyphens")
      .refine((text) => !/aws|amazon|cognito/.test(text), "free of the words aws, amazon and cognito")
      .default(defaults.identity.domainPrefix.value)
      .describe("Start of the sign-in domain's prefix; the stage and a hash of the account are added."),
    mfa: z
      .enum(["none", "optional", "required"])
      .default(defaults.identity.mfa.value)
      .describe(
        "Second factor (authenticator app). Words, not ON and OFF: some YAML readers take those for booleans.",
      ),
    threatProtection: z
      .enum(["none", "audit", "enforced"])
      .default(defaults.identity.threatProtection.value)
      .describe("Cognito threat protection. audit and enforced put the user pool on the Plus tier."),
    selfSignUp: z
      .boolean()
      .default(defaults.identity.selfSignUp.value)
      .describe("Whether people may create their own accounts."),
    passwordMinimumLength: whole(8, 99)
      .default(defaults.identity.passwordMinimumLength.value)
      .describe("Shortest password in characters. All four character classes are always required."),
    accessTokenMinutes: whole(5, 60)
      .default(defaults.identity.accessTokenMinutes.value)
      .describe("Lifetime of access and ID tokens in minutes."),
    refreshTokenDays: whole(1, 30)
      .default(defaults.identity.refreshTokenDays.value)
      .describe("Lifetime of the browser client's refresh tokens in days."),
    browserClient: z
      .strictObject({
        callbackUrls: z.array(callback).min(1).describe("Where sign-in may return to."),
        logoutUrls: z.array(callback).min(1).describe("Where sign-out may return to."),
        scopes: z
          .array(z.string())
          .optional()
          .describe(
            "OAuth scopes of the API that browsers may ask for. Left out: every scope that ends in .read.",
          ),
      })
      .describe("App client of web pages: authorization code with PKCE, no secret."),
  })
  .describe("Cognito user pool and its app clients.");

const storefront = z
  .strictObject({
    throttle: z
      .strictObject({
        requestsPerSecond: whole(1, 10_000)
          .default(defaults.storefront.requestsPerSecond.value)
          .describe("Steady rate of the whole stage."),
        burst: whole(1, 5_000).default(defaults.storefront.burst.value).describe("Size of the token bucket."),
      })
      .prefault({})
      .describe("Stage throttle. Operations may have their own, in the contract."),
    cache: z
      .strictObject({
        enabled: z
          .boolean()
          .default(defaults.storefront.cacheEnabled.value)
          .describe(
            "Whether the stage has a cache cluster, paid by the hour. What is cached, the contract says.",
          ),
        clusterGigabytes: z
          .enum(cacheClusterGigabytes)
          .default(defaults.storefront.cacheClusterGigabytes.value)
          .describe("Size of the cluster, as text. A change empties the cache and takes minutes."),
      })
      .prefault({})
      .describe("Response cache."),
    cors: z
      .strictObject({
        allowOrigins: z
          .array(z.string().refine(isOrigin, "an exact https origin such as https://shop.example.com"))
          .default([])
          .describe("Origins whose pages may call the API. Empty: none."),
        maxAgeSeconds: whole(0, 86_400)
          .default(defaults.storefront.corsMaxAgeSeconds.value)
          .describe("How long a browser keeps the answer to a preflight request."),
      })
      .prefault({})
      .describe("Cross-origin calls."),
    compressionMinimumBytes: whole(0, 10_485_760)
      .default(defaults.storefront.compressionMinimumBytes.value)
      .describe("Answers from this size on are compressed when the caller accepts it."),
    functions: z
      .strictObject({
        memoryMegabytes: whole(128, 10_240)
          .default(defaults.storefront.functionMemoryMegabytes.value)
          .describe("Memory of each function; CPU grows with it."),
        timeoutSeconds: whole(1, 28)
          .default(defaults.storefront.functionTimeoutSeconds.value)
          .describe("Longest run of a function. API Gateway stops waiting at 29 s."),
        reservedConcurrency: whole(1, 1_000)
          .optional()
          .describe(
            "Concurrent runs set aside for, and allowed to, each function. Left out: the account's pool.",
          ),
        logLevel: z
          .enum(["DEBUG", "INFO", "WARN", "ERROR"])
          .default(defaults.storefront.functionLogLevel.value)
          .describe("Least level that the functions log."),
      })
      .prefault({})
      .describe("Lambda functions behind the storefront."),
  })
  .describe("The storefront API.");

const data = z
  .strictObject({
    pointInTimeRecovery: z
      .boolean()
      .default(defaults.data.pointInTimeRecovery.value)
      .describe("Continuous backups of the tables."),
    recoveryDays: whole(1, 35)
      .default(defaults.data.recoveryDays.value)
      .describe("How far back a table can be restored, in days."),
  })
  .describe("DynamoDB tables.");

const protection = z
  .strictObject({
    deletionProtection: z
      .boolean()
      .default(defaults.protection.deletionProtection.value)
      .describe("Refuse to delete tables, user pool and keys, in AWS and in Pulumi."),
    keyDeletionDays: whole(7, 30)
      .default(defaults.protection.keyDeletionDays.value)
      .describe("Days between the deletion of a KMS key and its end."),
    waf: z
      .strictObject({
        mode: z
          .enum(["count", "block"])
          .default(defaults.protection.wafMode.value)
          .describe(
            "count only records what the rules would block: for the first days of a WAF on live traffic.",
          ),
        requestsPerFiveMinutesPerAddress: whole(10, 2_000_000_000)
          .default(defaults.protection.requestsPerFiveMinutesPerAddress.value)
          .describe("Limit of the rate rule for one source address."),
      })
      .prefault({})
      .describe("Web ACL in front of the API and the user pool."),
  })
  .describe("What keeps callers and accidents out.");

const logs = z
  .strictObject({
    retentionDays: z
      .literal([...retentionDays])
      .default(defaults.logs.retentionDays.value)
      .describe("Days that log groups keep their events."),
  })
  .describe("CloudWatch log groups.");

const rate = z.number().min(0).max(1);
const alarms = z
  .strictObject({
    emails: z
      .array(z.email("an e-mail address"))
      .default([])
      .describe("Who is told. Each address gets a message to confirm first."),
    clientErrorRate: rate
      .default(defaults.alarms.clientErrorRate.value)
      .describe("Share of 4XX answers, 0 to 1, for five minutes."),
    serverErrorRate: rate
      .default(defaults.alarms.serverErrorRate.value)
      .describe("Share of 5XX answers, 0 to 1, for three minutes."),
    latencyMillis: whole(1, 29_000)
      .default(defaults.alarms.latencyMillis.value)
      .describe("90th percentile of the latency, for five minutes."),
    throttleShare: rate
      .default(defaults.alarms.throttleShare.value)
      .describe("Share of the stage throttle that the traffic may use, 0 to 1, for three minutes."),
    functionErrors: whole(0, 1_000_000)
      .default(defaults.alarms.functionErrors.value)
      .describe("Failed runs of one function in a minute that are still normal."),
    functionThrottles: whole(1, 1_000_000)
      .default(defaults.alarms.functionThrottles.value)
      .describe("Throttled runs of one function in a minute that raise the alarm."),
  })
  .describe("CloudWatch alarms and whom they tell.");

const operations = z
  .strictObject({
    ownsApiGatewayLogRole: z
      .boolean()
      .default(defaults.operations.ownsApiGatewayLogRole.value)
      .describe(
        "Whether this stack sets the role by which API Gateway writes logs. There is one per account and Region: exactly one stack owns it, and it stays when the stack goes.",
      ),
  })
  .describe("Account-wide settings.");

/** What `gatehouse:stage` may hold. Unknown keys are errors; every key has a description, which the JSON Schema shows. */
export const stageSchema = z
  .strictObject({
    domain: domain.optional(),
    network: network.prefault({}),
    storefront: storefront.prefault({}),
    identity,
    data: data.prefault({}),
    protection: protection.prefault({}),
    logs: logs.prefault({}),
    alarms: alarms.prefault({}),
    operations: operations.prefault({}),
    tags: z
      .record(z.string().max(128), z.string().max(256))
      .default({})
      .describe("Tags of every resource, beside project, stage and managed-by."),
  })
  .describe("One stage of Gatehouse.");

/** The settings of one stage, complete: what the file leaves out has its default. */
export type StageSettings = z.output<typeof stageSchema>;

/** {@link StageSettings} with the stage's name, which is the stack's. */
export interface StageConfig extends StageSettings {
  readonly stage: string;
}
