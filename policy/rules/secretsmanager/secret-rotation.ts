import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";

const SECRET = "aws:secretsmanager/secret:Secret";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";

/** Days between two rotations of `rate(30 days)` or `rate(12 hours)`; undefined for a cron expression. */
function daysOfRate(expression: string): number | undefined {
  const [, count, unit] = /^\s*rate\(\s*(\d+)\s+(day|hour)s?\s*\)\s*$/.exec(expression) ?? [];
  return count === undefined ? undefined : Number(count) / (unit === "hour" ? 24 : 1);
}

export default defineRule({
  id: "secret-rotation",
  title: "A secret is rotated",
  severity: "medium",
  scope: "stack",
  types: [SECRET],
  frameworks: {
    fsbp: ["SecretsManager.1", "SecretsManager.4"],
    "pci-dss-4": ["3.7.4"],
    "nist-800-53-r5": ["IA-5"],
  },
  links: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html"],
  choice: "A rate is held against the number of days; how often a cron expression fires is not computed.",
  options: optionsOf({ maximumDays: integer("Most days between two rotations.", 90, 1, 1000) }),
  fix: "add a SecretRotation with automaticallyAfterDays",
  check({ resource, stack, options, expect }) {
    const rotations = stack.referrers(resource, ROTATION, "secretId");
    const rotated = rotations.resources.map((item) => {
      const rules = item.get("rotationRules");
      const days = rules.get("automaticallyAfterDays");
      return any([
        days.test(() => (days.number ?? Infinity) <= options.maximumDays),
        rules
          .get("scheduleExpression")
          .matches((text) => text !== "" && (daysOfRate(text) ?? 0) <= options.maximumDays),
      ]);
    });
    expect(
      any([...rotated, rotations.complete ? false : "unknown"]),
      "",
      rotations.resources.length === 0
        ? "whoever has once read the secret has it for ever"
        : `the secret is rotated less often than every ${options.maximumDays} days`,
    );
  },
  compliant: stackOf(
    { type: SECRET, name: "subject", props: {} },
    {
      type: ROTATION,
      name: "rotation",
      props: { secretId: ref("subject", "id"), rotationRules: { automaticallyAfterDays: 30 } },
    },
  ),
  violations: {
    none: missing("rotation", ""),
    "a rate that is rare": wrong("rotationRules", { scheduleExpression: "rate(999 days)" }, "", "rotation"),
    "a schedule that is none": wrong("rotationRules", { scheduleExpression: "" }, "", "rotation"),
    rarely: wrong(["rotationRules", "automaticallyAfterDays"], 365, "", "rotation"),
  },
});
