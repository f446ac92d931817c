import type { Rule } from "../../model/rule";
import alarmAction from "./alarm-action";
import alarmActionsEnabled from "./alarm-actions-enabled";
import logResourcePolicyScoped from "./log-resource-policy-scoped";

/** The rules for CloudWatch. */
export const cloudwatchRules: readonly Rule[] = [alarmAction, alarmActionsEnabled, logResourcePolicyScoped];
