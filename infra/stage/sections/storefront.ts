import { z } from "zod";
import { row } from "../default";
import { cors, throttle } from "./apiSettings";
import { whole } from "./values";

/** Cache cluster sizes of API Gateway in gigabytes (API reference, CreateStage). */
const cacheClusterGigabytes = ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"] as const;

/** What `gatehouse:stage.storefront` may leave out. */
export const defaults = {
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
} as const;

/** A day. Without quotes YAML takes it for a time, and Pulumi's CLI hands it on as Go prints one. */
const day = () =>
  z
    .string()
    .overwrite((text) => text.replace(/ 00:00:00 \+0000 UTC$/, ""))
    .regex(z.regexes.date, "a day such as 2027-01-31");

const deprecation = z
  .strictObject({
    since: day().describe("Day from which the version is deprecated."),
    sunset: day()
      .optional()
      .describe(
        "Day from which it may stop answering; not before `since` (RFC 9745). Left out: not decided.",
      ),
  })
  .optional()
  .describe("Says in every answer that the version is on its way out. Left out: it is not.");

/** `gatehouse:stage.storefront` */
export const schema = z
  .strictObject({
    throttle: throttle(defaults.requestsPerSecond.value, defaults.burst.value),
    cache: z
      .strictObject({
        enabled: z
          .boolean()
          .default(defaults.cacheEnabled.value)
          .describe(
            "Whether the stage has a cache cluster, paid by the hour. What is cached, the contract says.",
          ),
        clusterGigabytes: z
          .enum(cacheClusterGigabytes)
          .default(defaults.cacheClusterGigabytes.value)
          .describe("Size of the cluster, as text. A change empties the cache and takes minutes."),
      })
      .prefault({})
      .describe("Response cache."),
    cors: cors(defaults.corsMaxAgeSeconds.value),
    compressionMinimumBytes: whole(0, 10_485_760)
      .default(defaults.compressionMinimumBytes.value)
      .describe("Answers from this size on are compressed when the caller accepts it."),
    deprecation: z
      .strictObject({ v1: deprecation, v2: deprecation })
      .prefault({})
      .describe("Headers Deprecation, Sunset and Link of each version."),
    functions: z
      .strictObject({
        memoryMegabytes: whole(128, 10_240)
          .default(defaults.functionMemoryMegabytes.value)
          .describe("Memory of each function; CPU grows with it."),
        timeoutSeconds: whole(1, 28)
          .default(defaults.functionTimeoutSeconds.value)
          .describe("Longest run of a function. API Gateway stops waiting at 29 s."),
        reservedConcurrency: whole(1, 1_000)
          .optional()
          .describe(
            "Concurrent runs set aside for, and allowed to, each function. Left out: the account's pool.",
          ),
        logLevel: z
          .enum(["DEBUG", "INFO", "WARN", "ERROR"])
          .default(defaults.functionLogLevel.value)
          .describe("Least level that the functions log."),
      })
      .prefault({})
      .describe("Lambda functions behind the storefront."),
  })
  .describe("The storefront API.");
