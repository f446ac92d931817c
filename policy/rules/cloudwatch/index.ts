import type { Rule } from "../../model/rule";
import alarmAction from "./alarm-action";
import alarmActionsEnabled from "./alarm-actions-enabled";

/** The rules for CloudWatch. */
export const cloudwatchRules: readonly Rule[] = [alarmAction, alarmActionsEnabled];
