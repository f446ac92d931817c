import { only, wrong } from "../../model/fixture";
import { integer, optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export default defineRule({
  id: "log-group-retention-1y",
  title: "A log group of production keeps its events for a year",
  severity: "low",
  scope: "resource",
  types: [LOG_GROUP],
  frameworks: { "pci-dss-4": ["10.5.1"] },
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16"],
  choice:
    "Without a limit events are kept for ever, which is long enough here; log-group-retention asks for the limit. Stages for tests and trials have nothing to prove a year later, so production is judged.",
  options: optionsOf({
    minimumDays: integer("Least number of days.", 365, 1, 3653),
    stages: productionStages,
  }),
  fix: "set retentionInDays to 365 or more, or the rule's option to what the stage needs",
  check({ resource, stack, options, expect, notApplicable }) {
    if (!options.stages.includes(stack.name)) return notApplicable();
    if (resource.get("logGroupClass").is("DELIVERY") === true) return notApplicable();
    const days = resource.get("retentionInDays");
    expect(
      days.test(() => days.number === 0 || (days.number ?? 0) >= options.minimumDays, true),
      days,
      `events are gone after ${days.number ?? "too few"} days, before ${options.minimumDays}`,
    );
  },
  compliant: only(LOG_GROUP, { retentionInDays: 365 }),
  violations: { "a month": wrong("retentionInDays", 30) },
});
