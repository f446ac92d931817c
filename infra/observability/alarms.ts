import type { StageConfig } from "../stage";

/** One alarm, apart from its dimensions and actions. Periods are 60 seconds. */
export interface AlarmDesign {
  readonly name: string;
  readonly description: string;
  readonly namespace: "AWS/ApiGateway" | "AWS/Lambda";
  readonly metricName: string;
  /** Either a statistic or a percentile. */
  readonly statistic?: "Average" | "Sum";
  readonly extendedStatistic?: "p90";
  readonly comparisonOperator: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold";
  readonly threshold: number;
  /** So many minutes in a row. */
  readonly minutes: number;
  /** `missing` keeps the state while no data comes; a stage without traffic is not broken. */
  readonly treatMissingData: "missing" | "notBreaching";
}

type Thresholds = StageConfig["alarms"];

/** CloudWatch's recommended alarms for a REST API stage, and one for the stage throttle. */
export function restApiAlarms(thresholds: Thresholds, requestsPerSecond: number): AlarmDesign[] {
  const api = { namespace: "AWS/ApiGateway", treatMissingData: "missing" } as const;
  return [
    {
      ...api,
      name: "client-errors",
      description: "Many calls are refused: a broken client, expired credentials or somebody trying doors",
      metricName: "4XXError",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: thresholds.clientErrorRate,
      minutes: 5,
    },
    {
      ...api,
      name: "server-errors",
      description: "Calls fail on our side",
      metricName: "5XXError",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: thresholds.serverErrorRate,
      minutes: 3,
    },
    {
      ...api,
      name: "latency",
      description: "One call in ten is slow",
      metricName: "Latency",
      extendedStatistic: "p90",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: thresholds.latencyMillis,
      minutes: 5,
    },
    {
      ...api,
      name: "near-throttle",
      description: "Traffic comes near the stage throttle; beyond it callers get 429",
      metricName: "Count",
      statistic: "Sum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: Math.ceil(requestsPerSecond * 60 * thresholds.throttleShare),
      minutes: 3,
      treatMissingData: "notBreaching",
    },
  ];
}

/** CloudWatch's recommended alarms for a function. */
export function functionAlarms(thresholds: Thresholds): AlarmDesign[] {
  const lambda = { namespace: "AWS/Lambda", statistic: "Sum", treatMissingData: "notBreaching" } as const;
  return [
    {
      ...lambda,
      name: "errors",
      description: "Runs of the function end in an error",
      metricName: "Errors",
      comparisonOperator: "GreaterThanThreshold",
      threshold: thresholds.functionErrors,
      minutes: 3,
    },
    {
      ...lambda,
      name: "throttles",
      description: "Runs of the function are refused for want of concurrency",
      metricName: "Throttles",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: thresholds.functionThrottles,
      minutes: 5,
    },
  ];
}
