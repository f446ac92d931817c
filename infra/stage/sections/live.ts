import { z } from "zod";
import { row } from "../default";
import { allowOrigins, functions, throttle } from "./apiSettings";
import { hostLabel } from "./values";

/** What `gatehouse:stage.live` may leave out. */
export const defaults = {
  requestsPerSecond: row(50, "account quota is 10,000 (2,500 in 13 Regions); a frame counts as a request"),
  burst: row(100, "twice the rate: one second of doubled traffic"),
  host: row("live", "house rule: <api>.<zone>"),
  cloudFront: row(
    false,
    "its web ACL, log key and secret are paid by the month; a stage that faces the internet has it",
  ),
  functionMemoryMegabytes: row(512, "a Node.js cold start is CPU bound, and CPU grows with memory"),
  functionTimeoutSeconds: row(10, "well under the 29 s that a WebSocket API waits"),
} as const;

/** `gatehouse:stage.live` */
export const schema = z
  .strictObject({
    throttle: throttle(defaults.requestsPerSecond.value, defaults.burst.value),
    allowOrigins,
    host: z
      .string()
      .regex(hostLabel, "one lower-case DNS label such as live")
      .default(defaults.host.value)
      .describe("Label of the API's host name, where the stage has a domain: <host>.<zoneName>."),
    cloudFront: z
      .boolean()
      .default(defaults.cloudFront.value)
      .describe(
        "Whether callers come through CloudFront with a web ACL. WAF cannot be put on a WebSocket API.",
      ),
    functions: functions(
      {
        memoryMegabytes: defaults.functionMemoryMegabytes.value,
        timeoutSeconds: defaults.functionTimeoutSeconds.value,
      },
      28,
    ),
  })
  .describe("Live: a WebSocket API that tells browsers what changes.");
