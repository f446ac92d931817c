import { z } from "zod";
import { row } from "../default";

/** Retention periods that CloudWatch Logs accepts, in days (API reference, PutRetentionPolicy). */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** What `gatehouse:stage.logs` may leave out. */
export const defaults = {
  retentionDays: row(
    14,
    "house rule for stages without real users; Security Hub CloudWatch.16 wants 365 elsewhere",
  ),
} as const;

/** `gatehouse:stage.logs` */
export const schema = z
  .strictObject({
    retentionDays: z
      .literal([...retentionDays])
      .default(defaults.retentionDays.value)
      .describe("Days that log groups keep their events."),
  })
  .describe("CloudWatch log groups.");
