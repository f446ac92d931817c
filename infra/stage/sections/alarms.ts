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
  durationShare: row(0.9, "CloudWatch recommended alarms, AWS/Lambda Duration: 90 % of the timeout"),
  integrationLatencyMillis: row(2000, "CloudWatch recommended alarms, AWS/ApiGateway IntegrationLatency p90"),
  queueAgeSeconds: row(
    300,
    "CloudWatch recommended alarms, AWS/SQS age of the oldest message: your own number",
  ),
  iteratorAgeMillis: row(3_600_000, "a 24th of the shortest retention of a stream: time to act before loss"),
  certificateDays: row(44, "CloudWatch recommended alarms: ACM renews 60 days ahead, and retries for 16"),
  anomalies: row(false, "a detector is paid for as three alarms, and learns from traffic that dev has not"),
  healthChecks: row(false, "needs a domain; Route 53 charges for HTTPS checks by the month"),
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
    leastRequestsPerMinute: whole(1, 1_000_000_000)
      .optional()
      .describe(
        "Requests (of a WebSocket API: messages) that each API has in every minute, at night, too. Fewer for ten minutes, or none at all, raises the alarm. Left out: a quiet API is fine.",
      ),
    functionErrors: whole(0, 1_000_000)
      .default(defaults.functionErrors.value)
      .describe("Failed runs of one function in a minute that are still normal."),
    functionThrottles: whole(1, 1_000_000)
      .default(defaults.functionThrottles.value)
      .describe("Throttled runs of one function in a minute that raise the alarm."),
    durationShare: rate
      .default(defaults.durationShare.value)
      .describe("Share of a function's timeout that one run in ten may take, 0 to 1, for 15 minutes."),
    integrationLatencyMillis: whole(1, 29_000)
      .default(defaults.integrationLatencyMillis.value)
      .describe("90th percentile of what HTTP and WebSocket APIs wait for, for five minutes."),
    queueAgeSeconds: whole(1, 1_209_600)
      .default(defaults.queueAgeSeconds.value)
      .describe("Age of the oldest message of a queue, for 15 minutes."),
    iteratorAgeMillis: whole(1_000, 86_400_000)
      .default(defaults.iteratorAgeMillis.value)
      .describe("How far the consumer of a stream may be behind, for five minutes."),
    certificateDays: whole(1, 60)
      .default(defaults.certificateDays.value)
      .describe("Days before the end of a certificate that should have renewed itself."),
    anomalies: z
      .boolean()
      .default(defaults.anomalies.value)
      .describe("Whether CloudWatch learns what is usual, and tells of unusual calls, blocks and sign-ins."),
    healthChecks: z
      .boolean()
      .default(defaults.healthChecks.value)
      .describe(
        "Whether Route 53 asks each version of the storefront for /health from many places, and pages when it does not answer. Needs a domain whose tlsPolicy takes TLS 1.2.",
      ),
    pageEmails: z
      .array(z.email("an e-mail address"))
      .default([])
      .describe(
        "Who is woken up when callers are hurt or something is lost. Empty: `emails` hear of that, too.",
      ),
  })
  .describe("CloudWatch alarms and whom they tell.");
