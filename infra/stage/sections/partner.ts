import { z } from "zod";
import { row } from "../default";
import { functions, throttle } from "./apiSettings";
import { hostLabel, whole } from "./values";

/** The tiers that partners are on, smallest first. */
export const planNames = ["bronze", "silver", "gold"] as const;
export type PlanName = (typeof planNames)[number];

/** Each partner has a secret that two roles name in full: an inline policy holds about so many ARNs. */
const maximumPartners = 50;

/** What `gatehouse:stage.partner` may leave out. */
export const defaults = {
  requestsPerSecond: row(20, "account quota is 10,000 (2,500 in 13 Regions), shared by all its APIs"),
  burst: row(40, "twice the rate: one second of doubled traffic"),
  bronze: row({ rate: 2, burst: 5, quota: 1_000 }, "house rule: to try the API out"),
  silver: row(
    { rate: 10, burst: 20, quota: 10_000 },
    "aws-samples/serverless-samples: 10,000 a day for a paid plan",
  ),
  gold: row({ rate: 20, burst: 40, quota: 100_000 }, "the whole stage: the largest a plan can be"),
  quotaPeriod: row("DAY", "a mistake costs a day, not a month"),
  inventoryUrl: row("https://inventory.example.com", "a name that belongs to nobody: make it yours"),
  rotationDays: row(30, "Secrets Manager guide: at most a month for keys that others hold"),
  overlapHours: row(72, "house rule: a weekend to take over the new key"),
  disabledHours: row(24, "house rule: a day in which a disabled key can be enabled again"),
  host: row("partner", "house rule: partner.<zone>"),
  tlsPolicy: row(
    "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    "API Gateway guide, security policies of Regional domain names: the one it recommends that TLS 1.2 clients can still use",
  ),
  cloudFront: row(
    false,
    "a Regional API needs no distribution; on where an edge and its own web ACL are wanted",
  ),
  functionMemoryMegabytes: row(512, "a Node.js cold start is CPU bound, and CPU grows with memory"),
  functionTimeoutSeconds: row(10, "well under the 29 s that API Gateway waits"),
} as const;

const limits = (rate: number, burst: number) => ({
  requestsPerSecond: whole(1, 10_000).default(rate).describe("Steady rate of one key."),
  burst: whole(1, 5_000).default(burst).describe("Size of one key's token bucket."),
});

const plan = ({ rate, burst, quota }: (typeof defaults)[PlanName]["value"], name: PlanName) =>
  z
    .strictObject({
      ...limits(rate, burst),
      quota: z
        .strictObject({
          requests: whole(1, 1_000_000_000).default(quota).describe("Requests of one key in a period."),
          period: z
            .enum(["DAY", "WEEK", "MONTH"])
            .default(defaults.quotaPeriod.value)
            .describe("The period."),
        })
        .prefault({})
        .describe("What one key may use in a period."),
      methods: z
        .record(
          z
            .string()
            .regex(
              /^(GET|POST|PUT|PATCH|DELETE) \/[A-Za-z0-9/{}_-]*$/,
              "a method and a path, such as POST /orders",
            ),
          z.strictObject({
            requestsPerSecond: whole(1, 10_000).describe("Steady rate of one key on this method."),
            burst: whole(1, 5_000).describe("Size of one key's token bucket on this method."),
          }),
        )
        .default({})
        .describe("Limits of single methods, such as POST /quotes; never above the plan's own."),
    })
    .prefault({})
    .describe(`The usage plan ${name}.`);

/** `gatehouse:stage.partner` */
export const schema = z
  .strictObject({
    throttle: throttle(defaults.requestsPerSecond.value, defaults.burst.value),
    plans: z
      .strictObject({
        bronze: plan(defaults.bronze.value, "bronze"),
        silver: plan(defaults.silver.value, "silver"),
        gold: plan(defaults.gold.value, "gold"),
      })
      .prefault({})
      .describe("Usage plans. Their limits hold for each key."),
    partners: z
      .record(
        z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, "2 to 31 lower-case letters, digits and hyphens"),
        z.strictObject({
          plan: z
            .enum(planNames)
            .describe("The partner's usage plan. A change takes effect with the next key."),
        }),
      )
      .refine(
        (partners) => Object.keys(partners).length <= maximumPartners,
        `at most ${maximumPartners} partners`,
      )
      .default({})
      .describe(
        "Who may call. Each partner gets a secret with its key and token, made by the first rotation.",
      ),
    keys: z
      .strictObject({
        rotationDays: whole(1, 365)
          .default(defaults.rotationDays.value)
          .describe("Days after which a partner gets a new key."),
        overlapHours: whole(1, 720)
          .default(defaults.overlapHours.value)
          .describe("Hours that the previous key stays valid."),
        disabledHours: whole(1, 720)
          .default(defaults.disabledHours.value)
          .describe("Hours that the key is then kept, disabled, before it is deleted."),
      })
      .prefault({})
      .describe("Rotation of the partners' API keys; docs/key-rotation.md."),
    inventoryUrl: z
      .string()
      .refine(isHttps, "an https URL without query or fragment, such as https://inventory.example.com")
      .default(defaults.inventoryUrl.value)
      .describe("Base URL of the public inventory service behind GET /inventory."),
    host: z
      .string()
      .regex(hostLabel, "one lower-case DNS label such as partner")
      .default(defaults.host.value)
      .describe("Label of the API's host name in domain.zoneName. Without a domain it has none."),
    tlsPolicy: z
      .string()
      .regex(/^(TLS_1_2|SecurityPolicy_TLS1[23]_[A-Z0-9_]+)$/, "TLS_1_2 or an enhanced security policy")
      .default(defaults.tlsPolicy.value)
      .describe("TLS versions and ciphers that the domain name accepts."),
    mutualTls: z
      .strictObject({
        truststoreFile: z
          .string()
          .regex(/^[^/].*\.pem$/, "a .pem file, relative to the project's folder")
          .describe("Certificates of the authorities that partners' certificates come from."),
      })
      .optional()
      .describe("Ask callers for a client certificate, at the custom domain. Left out: no."),
    cloudFront: z
      .boolean()
      .default(defaults.cloudFront.value)
      .describe(
        "Whether a CloudFront distribution with its own web ACL stands in front of the API, which is then reached no other way.",
      ),
    functions: functions(
      {
        memoryMegabytes: defaults.functionMemoryMegabytes.value,
        timeoutSeconds: defaults.functionTimeoutSeconds.value,
      },
      28,
    ),
  })
  .describe("The partner API.");

function isHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username } = new URL(text);
  return protocol === "https:" && search === "" && hash === "" && username === "" && !text.endsWith("/");
}
