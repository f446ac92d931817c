import type { Rule } from "../../model/rule";
import alarmAction from "./alarm-action";
import alarmActionsEnabled from "./alarm-actions-enabled";
import alarmMissingData from "./alarm-missing-data";
import apiAlarmCoverage from "./api-alarm-coverage";
import backendAlarmCoverage from "./backend-alarm-coverage";
import logGroupCmk from "./log-group-cmk";
import logGroupRetention from "./log-group-retention";
import logGroupRetention1y from "./log-group-retention-1y";
import logResourcePolicyScoped from "./log-resource-policy-scoped";

/** The rules for CloudWatch. */
export const cloudwatchRules: readonly Rule[] = [
  alarmAction,
  alarmActionsEnabled,
  alarmMissingData,
  apiAlarmCoverage,
  backendAlarmCoverage,
  logGroupCmk,
  logGroupRetention,
  logGroupRetention1y,
  logResourcePolicyScoped,
];
