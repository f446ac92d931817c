import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";

const STREAM = "aws:kinesis/stream:Stream";

export default defineRule({
  id: "kinesis-retention",
  title: "A data stream keeps records long enough to read them again",
  severity: "medium",
  scope: "resource",
  types: [STREAM],
  frameworks: { fsbp: ["Kinesis.3"], "pci-dss-4": ["3.2.1"], soc2: ["C1.2"] },
  links: ["https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html"],
  choice:
    "168 hours, which Security Hub asks for: a reader that fails on a Friday can be repaired on Monday.",
  options: optionsOf({ hours: integer("Least hours to keep a record.", 168, 24, 8760) }),
  fix: "raise retentionPeriod",
  check({ resource, options, expect }) {
    const period = resource.get("retentionPeriod");
    // 24 hours where nothing is said.
    const hours = period.state === "absent" ? 24 : period.number;
    const enough: Truth = period.unknown ? "unknown" : hours !== undefined && hours >= options.hours;
    expect(enough, period, `records are kept ${hours ?? "?"} hours, not ${options.hours}`);
  },
  compliant: only(STREAM, { retentionPeriod: 168 }),
  violations: {
    "a day": wrong("retentionPeriod", 24),
    "not stated": wrong("retentionPeriod", undefined, "retentionPeriod"),
  },
});
