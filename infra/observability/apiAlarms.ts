import type { AlarmDesign, Thresholds } from "./alarmDesign";
import type { Subject } from "./subjects";

const api = { namespace: "AWS/ApiGateway", treatMissingData: "missing" } as const;

/** Metrics have other names and dimensions for each kind of API: `4XXError` by ApiName, `4xx` by ApiId. */
const refused = (metricName: string, threshold: number): AlarmDesign => ({
  ...api,
  name: "client-errors",
  description: "Many calls are refused: a broken client, expired credentials or somebody trying doors",
  metricName,
  statistic: "Average",
  comparisonOperator: "GreaterThanThreshold",
  threshold,
  periods: 5,
});

const failed = (metricName: string, threshold: number): AlarmDesign => ({
  ...api,
  name: "server-errors",
  description: "Calls fail on our side",
  metricName,
  statistic: "Average",
  comparisonOperator: "GreaterThanThreshold",
  threshold,
  periods: 3,
  pages: true,
});

const slow = (metricName: string, threshold: number): AlarmDesign => ({
  ...api,
  name: metricName === "Latency" ? "latency" : "integration-latency",
  description:
    metricName === "Latency" ? "One call in ten is slow" : "One call in ten waits long for what answers it",
  metricName,
  statistic: "p90",
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  threshold,
  periods: 5,
});

const nearThrottle = (
  { throttleShare }: Thresholds,
  { requestsPerSecond = 1 }: Subject["facts"],
): AlarmDesign => ({
  ...api,
  name: "near-throttle",
  description: "Traffic comes near the stage throttle; beyond it callers get 429",
  metricName: "Count",
  statistic: "Sum",
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  threshold: Math.ceil(requestsPerSecond * 60 * throttleShare),
  periods: 3,
  treatMissingData: "notBreaching",
});

/** Off unless the stage says what its least traffic is: nobody else knows. No data is no traffic. */
const littleTraffic = (
  metricName: "Count" | "MessageCount",
  { leastRequestsPerMinute }: Thresholds,
): AlarmDesign[] =>
  leastRequestsPerMinute === undefined
    ? []
    : [
        {
          ...api,
          name: "little-traffic",
          description: "Less traffic than there always is: callers do not reach the API",
          metricName,
          statistic: "SampleCount",
          comparisonOperator: "LessThanThreshold",
          threshold: leastRequestsPerMinute,
          periods: 10,
          treatMissingData: "breaching",
        },
      ];

/**
 * Alarms of APIs by kind. A WebSocket API has no `near-throttle`: its stage throttle counts connections and what clients
 * send, MessageCount what is sent to them, too (developer guide, "Monitor WebSocket API execution with CloudWatch
 * metrics"), and one price that is published to all is a message for each.
 */
export const apiAlarms = {
  restApi: (thresholds: Thresholds, facts: Subject["facts"]): AlarmDesign[] => [
    refused("4XXError", thresholds.clientErrorRate),
    failed("5XXError", thresholds.serverErrorRate),
    slow("Latency", thresholds.latencyMillis),
    nearThrottle(thresholds, facts),
    ...littleTraffic("Count", thresholds),
  ],
  httpApi: (thresholds: Thresholds, facts: Subject["facts"]): AlarmDesign[] => [
    refused("4xx", thresholds.clientErrorRate),
    failed("5xx", thresholds.serverErrorRate),
    slow("Latency", thresholds.latencyMillis),
    slow("IntegrationLatency", thresholds.integrationLatencyMillis),
    nearThrottle(thresholds, facts),
    ...littleTraffic("Count", thresholds),
  ],
  webSocketApi: (thresholds: Thresholds): AlarmDesign[] => [
    refused("ClientError", thresholds.clientErrorRate),
    failed("ExecutionError", thresholds.serverErrorRate),
    slow("IntegrationLatency", thresholds.integrationLatencyMillis),
    ...littleTraffic("MessageCount", thresholds),
  ],
};
