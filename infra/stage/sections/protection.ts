import { z } from "zod";
import { row } from "../default";
import { cidr, whole } from "./values";

/** What `gatehouse:stage.protection` may leave out. */
export const defaults = {
  deletionProtection: row(false, "stages without real data must be destroyable"),
  keyDeletionDays: row(7, "KMS minimum; Prowler and Security Hub KMS.3 want a window at all"),
  wafMode: row(
    "block",
    "control webacl-block-not-count; count first on a stage that gains its WAF with traffic on it",
  ),
  requestsPerFiveMinutesPerAddress: row(2000, "AWS WAF guide's example; at most 2 billion, at least 10"),
  requestsPerFiveMinutesPerApiKey: row(
    30_000,
    "100 a second: what a partner's plan allows is stricter, and later",
  ),
  anonymousAddresses: row(false, "some callers have good reasons to hide where they are"),
  largeBodies: row(
    [
      { path: "/orders", kilobytes: 16 },
      { path: "/events/batch", kilobytes: 24 },
      { path: "/products", kilobytes: 16 },
      { path: "/products/{id}", kilobytes: 16 },
    ],
    "the longest bodies that the contracts allow, with indents and letters of three bytes; test/infra/protection",
  ),
  botControl: row(false, "paid per request, on top of the web ACL"),
} as const;

/** `gatehouse:stage.protection` */
export const schema = z
  .strictObject({
    deletionProtection: z
      .boolean()
      .default(defaults.deletionProtection.value)
      .describe("Refuse to delete tables, user pool and keys, in AWS and in Pulumi."),
    keyDeletionDays: whole(7, 30)
      .default(defaults.keyDeletionDays.value)
      .describe("Days between the deletion of a KMS key and its end."),
    waf: z
      .strictObject({
        mode: z
          .enum(["count", "block"])
          .default(defaults.wafMode.value)
          .describe(
            "count only records what the rules would block: for the first days of a WAF on live traffic.",
          ),
        requestsPerFiveMinutesPerAddress: whole(10, 2_000_000_000)
          .default(defaults.requestsPerFiveMinutesPerAddress.value)
          .describe("Limit of the rate rule for one source address."),
        requestsPerFiveMinutesPerApiKey: whole(10, 2_000_000_000)
          .default(defaults.requestsPerFiveMinutesPerApiKey.value)
          .describe("Limit of the rate rule for one API key, from however many addresses."),
        allowAddresses: z
          .array(cidr)
          .default([])
          .describe("Networks that are let through before all other rules, such as a monitor's."),
        denyAddresses: z.array(cidr).default([]).describe("Networks that are never let through."),
        denyCountries: z
          .array(z.string().regex(/^[A-Z]{2}$/, "an ISO 3166 code of two capital letters, such as AQ"))
          .max(50)
          .default([])
          .describe("Countries that requests may not come from, by their address."),
        largeBodies: z
          .array(
            z.strictObject({
              path: z
                .string()
                .regex(
                  /^(\/([\w.~-]+|\{\w+\}))+$/,
                  "the end of a path as in the contract, such as /events/batch or /products/{id}",
                )
                .describe("End of the path, as in the contract. A parameter stands for one part of it."),
              kilobytes: whole(9, 64).describe("Largest body that the route takes."),
            }),
          )
          .max(10)
          .default(() => defaults.largeBodies.value.map((route) => ({ ...route })))
          .describe(
            "Routes that take bodies above 8 KB. All others refuse them. Above 16 KB, AWS charges for what WAF looks at.",
          ),
        anonymousAddresses: z
          .boolean()
          .default(defaults.anonymousAddresses.value)
          .describe(
            "Block what hides where it comes from, such as Tor and open proxies. Hosting providers, where callers' servers are, are only counted.",
          ),
        botControl: z
          .boolean()
          .default(defaults.botControl.value)
          .describe(
            "Block bots that do not say who they are, and label those that do. HTTP libraries, which callers' programs use, are only counted. Paid per request.",
          ),
      })
      .prefault({})
      .describe("Web ACL in front of the API and the user pool."),
  })
  .describe("What keeps callers and accidents out.");
