import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

export default defineRule({
  id: "alarm-actions-enabled",
  title: "The actions of an alarm are on",
  severity: "high",
  scope: "resource",
  types: [ALARM, "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  frameworks: { fsbp: ["CloudWatch.17"], "nist-800-53-r5": ["AU-6(1)"] },
  links: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"],
  options: noOptions,
  fix: "take actionsEnabled away, or set it to true",
  check({ resource, expect }) {
    const enabled = resource.get("actionsEnabled");
    expect(enabled.isTrue(true), enabled, "the alarm's actions are switched off");
  },
  compliant: only(ALARM, { alarmActions: ["topic"], actionsEnabled: true }),
  violations: { off: wrong("actionsEnabled", false) },
});
