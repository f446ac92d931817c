import type { StageConfig } from "../stage";

/** One alarm on one metric, apart from its dimensions and whom it tells. */
export interface AlarmDesign {
  /** Last part of the alarm's name; also the name of its runbook in docs/runbooks/. */
  readonly name: string;
  /** What it means when it goes off, in a sentence. */
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: "Average" | "Sum" | "SampleCount" | "Minimum" | "Maximum" | "p90";
  readonly comparisonOperator:
    | "GreaterThanThreshold"
    | "GreaterThanOrEqualToThreshold"
    | "LessThanThreshold"
    | "LessThanOrEqualToThreshold";
  readonly threshold: number;
  /** Length of one period. @default 60 */
  readonly periodSeconds?: number;
  /** So many periods in a row. */
  readonly periods: number;
  /** `missing` keeps the state while no data comes; a stage without traffic is not broken. */
  readonly treatMissingData: "missing" | "notBreaching" | "breaching";
  /** Wakes somebody up: callers are hurt, or something is lost. @default false */
  readonly pages?: boolean;
}

/** Activity that is out of the ordinary, whatever the ordinary is: a band that CloudWatch learns. */
export interface AnomalyDesign {
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  /** Either one metric's sum, or calls less the successes among them. */
  readonly metricName: string;
  /** `failures`: how many of the calls that the metric counts were not successes (samples − sum). */
  readonly counts: "sum" | "failures";
  /** Half the width of the band in standard deviations. */
  readonly bandWidth: number;
}

export type Thresholds = StageConfig["alarms"];
