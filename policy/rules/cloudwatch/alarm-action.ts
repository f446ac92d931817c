import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

export default defineRule({
  id: "alarm-action",
  title: "An alarm tells somebody",
  severity: "high",
  scope: "resource",
  types: [ALARM, "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  frameworks: {
    fsbp: ["CloudWatch.15"],
    "nist-800-53-r5": ["AU-6(1)", "IR-4"],
    "pci-dss-4": ["10.7.2", "12.10.5"],
  },
  links: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html"],
  options: noOptions,
  fix: "set alarmActions to the ARN of a topic or of another action",
  check({ resource, expect }) {
    const actions = resource.get("alarmActions");
    expect(actions.notEmpty, actions, "the alarm changes its colour in the console, and nobody hears of it");
  },
  compliant: only(ALARM, { alarmActions: ["topic"] }),
  violations: {
    none: wrong("alarmActions", []),
    "not set": wrong("alarmActions", undefined, "alarmActions"),
  },
});
