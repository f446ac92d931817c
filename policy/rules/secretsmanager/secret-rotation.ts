import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";

const SECRET = "aws:secretsmanager/secret:Secret";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";

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
  choice: "A schedule expression is taken as it is: how often a cron expression fires is not computed.",
  options: optionsOf({ maximumDays: integer("Most days between two rotations.", 90, 1, 1000) }),
  fix: "add a SecretRotation with automaticallyAfterDays",
  check({ resource, stack, options, expect }) {
    const rotations = stack.referrers(resource, ROTATION, "secretId");
    const rotated = rotations.resources.map((item) => {
      const rules = item.get("rotationRules");
      const days = rules.get("automaticallyAfterDays");
      return any([
        days.test(() => (days.number ?? Infinity) <= options.maximumDays),
        rules.get("scheduleExpression").present,
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
    rarely: wrong(["rotationRules", "automaticallyAfterDays"], 365, "", "rotation"),
  },
});
