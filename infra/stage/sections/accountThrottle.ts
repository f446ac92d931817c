import { z } from "zod";
import { row } from "../default";
import { whole } from "./values";

/** What `gatehouse:stage.accountThrottle` may leave out. */
export const defaults = {
  requestsPerSecond: row(10_000, "API Gateway quota of an account in a Region; 2,500 in 13 Regions"),
  burst: row(5_000, "API Gateway's bucket of an account in a Region; 1,250 in 13 Regions"),
} as const;

/** `gatehouse:stage.accountThrottle` */
export const schema = z
  .strictObject({
    requestsPerSecond: whole(1, 1_000_000)
      .default(defaults.requestsPerSecond.value)
      .describe("Steady rate that all APIs of the stage may use together."),
    burst: whole(1, 1_000_000)
      .default(defaults.burst.value)
      .describe("Bucket that all APIs of the stage may use together."),
  })
  .describe(
    "The stage's part of the account's API Gateway quota. The throttles of its APIs have to fit into it, so that none can starve the others.",
  );
