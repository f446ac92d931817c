import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export default defineRule({
  id: "log-group-retention",
  title: "A log group says how long it keeps its events",
  severity: "medium",
  scope: "resource",
  types: [LOG_GROUP],
  frameworks: {
    "pci-dss-4": ["10.5.1"],
    "nist-800-53-r5": ["AU-11"],
    soc2: ["CC7.2"],
    "iso-27001": ["A.8.15"],
  },
  links: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention",
  ],
  choice:
    "Any number of days will do here; log-group-retention-1y asks for a year, as Security Hub does. 0 keeps events for ever, and is therefore no limit.",
  options: noOptions,
  fix: "set retentionInDays",
  check({ resource, expect, notApplicable }) {
    // CloudWatch sets two days for this class by itself, and takes nothing else.
    if (resource.get("logGroupClass").is("DELIVERY") === true) return notApplicable();
    const days = resource.get("retentionInDays");
    expect(
      days.test(() => (days.number ?? 0) > 0),
      days,
      "events are kept, and paid for, without end",
    );
  },
  compliant: only(LOG_GROUP, { retentionInDays: 30 }),
  violations: { "not set": wrong("retentionInDays", undefined), "for ever": wrong("retentionInDays", 0) },
});
