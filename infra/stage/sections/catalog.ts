import { z } from "zod";
import { row } from "../default";
import { cors, functions, privateBackend, throttle } from "./apiSettings";
import { hostLabel } from "./values";

/** What `gatehouse:stage.catalog` may leave out. */
export const defaults = {
  requestsPerSecond: row(50, "account quota is 10,000 (2,500 in 13 Regions), shared by all its APIs"),
  burst: row(100, "twice the rate: one second of doubled traffic"),
  corsMaxAgeSeconds: row(3600, "half of what Chromium honours at most (7,200)"),
  host: row("catalog", "house rule: <api>.<zone>"),
  cloudFront: row(
    false,
    "its web ACL, log key and secret are paid by the month; a stage that faces the internet has it",
  ),
  autoDeploy: row(
    true,
    "every route is a resource of its own, so that there is no body to take a snapshot of",
  ),
  functionMemoryMegabytes: row(512, "a Node.js cold start is CPU bound, and CPU grows with memory"),
  functionTimeoutSeconds: row(10, "well under the 30 s that an HTTP API waits"),
} as const;

/** `gatehouse:stage.catalog` */
export const schema = z
  .strictObject({
    throttle: throttle(defaults.requestsPerSecond.value, defaults.burst.value),
    cors: cors(defaults.corsMaxAgeSeconds.value),
    host: z
      .string()
      .regex(hostLabel, "one lower-case DNS label such as catalog")
      .default(defaults.host.value)
      .describe("Label of the API's host name, where the stage has a domain: <host>.<zoneName>."),
    cloudFront: z
      .boolean()
      .default(defaults.cloudFront.value)
      .describe("Whether callers come through CloudFront with a web ACL. WAF cannot be put on an HTTP API."),
    autoDeploy: z
      .boolean()
      .default(defaults.autoDeploy.value)
      .describe(
        "Whether a change is served at once. false: through a deployment of its own, whole or not at all.",
      ),
    privateBackend,
    functions: functions(
      {
        memoryMegabytes: defaults.functionMemoryMegabytes.value,
        timeoutSeconds: defaults.functionTimeoutSeconds.value,
      },
      29,
    ),
  })
  .describe("The catalog: an HTTP API for partners' web apps.");
