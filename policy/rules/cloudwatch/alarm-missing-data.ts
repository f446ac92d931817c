import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

export default defineRule({
  id: "alarm-missing-data",
  title: "An alarm says what it makes of missing data",
  severity: "low",
  scope: "resource",
  types: [ALARM],
  frameworks: {
    "nist-800-53-r5": ["AU-6", "AU-9", "SI-4"],
    "pci-dss-4": ["10.5", "10.6"],
    soc2: ["CC7.1", "CC7.2"],
    "iso-27001": ["A.5.16", "A.8.16"],
  },
  links: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data",
  ],
  options: noOptions,
  fix: "set treatMissingData to missing, notBreaching, breaching or ignore, as the metric behaves when all is well",
  check({ resource, expect }) {
    const treatment = resource.get("treatMissingData");
    expect(treatment.present, treatment, "nobody has decided what silence of the metric means");
  },
  compliant: only(ALARM, { treatMissingData: "notBreaching" }),
  violations: { "not set": wrong("treatMissingData", undefined) },
});
