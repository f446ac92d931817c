import { z } from "zod";
import { row } from "../default";
import { whole } from "./values";

/** What `gatehouse:stage.data` may leave out. */
export const defaults = {
  pointInTimeRecovery: row(true, "Security Hub DynamoDB.2; paid by stored size, so nothing at rest"),
  recoveryDays: row(7, "a week to notice; at most 35"),
} as const;

/** `gatehouse:stage.data` */
export const schema = z
  .strictObject({
    pointInTimeRecovery: z
      .boolean()
      .default(defaults.pointInTimeRecovery.value)
      .describe("Continuous backups of the tables."),
    recoveryDays: whole(1, 35)
      .default(defaults.recoveryDays.value)
      .describe("How far back a table can be restored, in days."),
  })
  .describe("DynamoDB tables.");
