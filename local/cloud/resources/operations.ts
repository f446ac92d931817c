import type { ServiceTable } from "../model";
import { arn, globalArn, input, joined, timestamp } from "../model";

/** Budgets, X-Ray, schedules and trails. */
export const operations: ServiceTable = {
  "aws:budgets/budget:Budget": {
    id: (budget) => `${input(budget, "accountId", budget.accountId)}:${input(budget, "name")}`,
    autoname: { property: "name", maxLength: 100 },
    taggable: true,
    regional: false,
    defaults: (budget) => ({ accountId: budget.accountId, timePeriodEnd: "2087-06-15_00:00" }),
    computed: (budget) => ({ arn: globalArn(budget, "budgets", `budget/${input(budget, "name")}`) }),
    replaceOnChange: ["accountId", "name", "namePrefix"],
  },
  "aws:xray/encryptionConfig:EncryptionConfig": { id: (config) => config.region },
  "aws:xray/group:Group": {
    id: (group) => arn(group, "xray", `group/${input(group, "groupName")}/1`),
    taggable: true,
    computed: (group) => ({ arn: group.id }),
    replaceOnChange: ["groupName"],
  },
  "aws:xray/samplingRule:SamplingRule": {
    id: joined("", "ruleName"),
    autoname: { property: "ruleName", maxLength: 32 },
    taggable: true,
    computed: (rule) => ({ arn: arn(rule, "xray", `sampling-rule/${rule.id}`) }),
    replaceOnChange: ["ruleName", "version"],
  },
  "aws:scheduler/schedule:Schedule": {
    id: joined("/", "groupName", "name"),
    autoname: { property: "name", maxLength: 64 },
    defaults: { groupName: "default", scheduleExpressionTimezone: "UTC", state: "ENABLED" },
    computed: (schedule) => ({ arn: arn(schedule, "scheduler", `schedule/${schedule.id}`) }),
    replaceOnChange: ["groupName", "name", "namePrefix"],
  },
  "aws:scheduler/scheduleGroup:ScheduleGroup": {
    id: joined("", "name"),
    autoname: { property: "name", maxLength: 64 },
    taggable: true,
    computed: (group) => ({
      arn: arn(group, "scheduler", `schedule-group/${group.id}`),
      creationDate: timestamp(group),
      lastModificationDate: timestamp(group),
      state: "ACTIVE",
    }),
    replaceOnChange: ["name", "namePrefix"],
  },
  "aws:cloudtrail/trail:Trail": {
    id: (trail) => arn(trail, "cloudtrail", `trail/${input(trail, "name")}`),
    autoname: { property: "name", maxLength: 128 },
    taggable: true,
    defaults: {
      enableLogFileValidation: false,
      enableLogging: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: false,
      isOrganizationTrail: false,
    },
    computed: (trail) => ({
      arn: trail.id,
      homeRegion: trail.region,
      snsTopicArn: input(trail, "snsTopicName"),
    }),
    replaceOnChange: ["name"],
  },
};
