import { z } from "zod";
import { row } from "../default";
import { whole } from "./values";

/** What `gatehouse:stage.protection` may leave out. */
export const defaults = {
  deletionProtection: row(false, "stages without real data must be destroyable"),
  keyDeletionDays: row(7, "KMS minimum; Prowler and Security Hub KMS.3 want a window at all"),
  wafMode: row(
    "block",
    "control webacl-block-not-count; count first on a stage that gains its WAF with traffic on it",
  ),
  requestsPerFiveMinutesPerAddress: row(2000, "AWS WAF guide's example; at most 2 billion, at least 10"),
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
      })
      .prefault({})
      .describe("Web ACL in front of the API and the user pool."),
  })
  .describe("What keeps callers and accidents out.");
