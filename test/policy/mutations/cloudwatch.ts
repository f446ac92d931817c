import { beside, remove, set, type Mutation } from "./mutation";
import { LOG } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const cloudwatchMutations: Readonly<Record<string, Mutation>> = {
  "alarm-action": set(
    { type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: /users.*-errors$/ },
    "alarmActions",
    [],
  ),
  "alarm-actions-enabled": set(
    { type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: /users.*-errors$/ },
    "actionsEnabled",
    false,
  ),
  "alarm-missing-data": set(
    { type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: /users.*-errors$/ },
    "treatMissingData",
    undefined,
  ),
  "api-alarm-coverage": remove({
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    // Refused calls and their number are watched twice, by a threshold and for what is unusual.
    name: /storefront.*-v1-latency$/,
  }),
  "backend-alarm-coverage": remove({
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: /users.*-errors$/,
  }),
  "log-group-cmk": set(LOG, "kmsKeyId", undefined),
  "log-group-retention-1y": set(LOG, "retentionInDays", 30),
  "log-group-retention": set(LOG, "retentionInDays", undefined),
  "log-resource-policy-scoped": beside("log-resource-policy-scoped", "everyone"),
};
