import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

const KEY = "aws:kms/key:Key";

export default defineRule({
  id: "kms-deletion-window",
  title: "A key waits before it is deleted for good",
  severity: "critical",
  scope: "resource",
  types: [KEY],
  frameworks: { fsbp: ["KMS.3"], "pci-dss-4": ["3.7.5"], "nist-800-53-r5": ["SC-12"] },
  links: ["https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"],
  options: optionsOf({
    minimumDays: integer("Shortest waiting period in days; AWS takes 7 to 30.", 7, 7, 30),
  }),
  fix: "set deletionWindowInDays to a longer period, at most 30",
  check({ resource, options, expect }) {
    const days = resource.get("deletionWindowInDays");
    // AWS waits 30 days when nothing is set.
    const long = days.test(() => (days.number ?? 0) >= options.minimumDays, true);
    expect(
      long,
      days,
      `the key is gone ${days.number ?? "?"} days after it is deleted, and all data under it; at least ${options.minimumDays} are asked for`,
    );
  },
  compliant: only(KEY, { deletionWindowInDays: 30 }),
  violations: { "too short": wrong("deletionWindowInDays", 3) },
});
