import { z } from "zod";
import { row } from "../default";
import { rate, whole } from "./values";

/** What `gatehouse:stage.alarms` may leave out. */
export const defaults = {
  clientErrorRate: row(0.05, "CloudWatch recommended alarms, AWS/ApiGateway 4XXError"),
  serverErrorRate: row(0.05, "CloudWatch recommended alarms, AWS/ApiGateway 5XXError"),
  latencyMillis: row(2500, "CloudWatch recommended alarms, AWS/ApiGateway Latency p90"),
  throttleShare: row(0.8, "house rule: warned before the stage throttle refuses callers"),
  functionErrors: row(
    0,
    "CloudWatch recommended alarms, AWS/Lambda Errors: your own number; any error is news here",
  ),
  functionThrottles: row(1, "CloudWatch recommended alarms, AWS/Lambda Throttles: your own number"),
} as const;

/** `gatehouse:stage.alarms` */
export const schema = z
  .strictObject({
    emails: z
      .array(z.email("an e-mail address"))
      .default([])
      .describe("Who is told. Each address gets a message to confirm first."),
    clientErrorRate: rate
      .default(defaults.clientErrorRate.value)
      .describe("Share of 4XX answers, 0 to 1, for five minutes."),
    serverErrorRate: rate
      .default(defaults.serverErrorRate.value)
      .describe("Share of 5XX answers, 0 to 1, for three minutes."),
    latencyMillis: whole(1, 29_000)
      .default(defaults.latencyMillis.value)
      .describe("90th percentile of the latency, for five minutes."),
    throttleShare: rate
      .default(defaults.throttleShare.value)
      .describe("Share of the stage throttle that the traffic may use, 0 to 1, for three minutes."),
    functionErrors: whole(0, 1_000_000)
      .default(defaults.functionErrors.value)
      .describe("Failed runs of one function in a minute that are still normal."),
    functionThrottles: whole(1, 1_000_000)
      .default(defaults.functionThrottles.value)
      .describe("Throttled runs of one function in a minute that raise the alarm."),
  })
  .describe("CloudWatch alarms and whom they tell.");
