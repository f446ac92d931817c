import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, implies } from "../../model/truth";

const GRANT = "aws:kms/grant:Grant";

/** Operations that take an encryption context, and so a constraint. Source: KMS API reference, GrantConstraints. */
const WITH_CONTEXT = /^(Decrypt|Encrypt|GenerateDataKey\w*|ReEncrypt(From|To))$/;

export default defineRule({
  id: "kms-grant-limited",
  title: "A grant names its operations and an encryption context",
  severity: "medium",
  scope: "resource",
  types: [GRANT],
  frameworks: { "pci-dss-4": ["3.6.1.3"] },
  links: ["https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html"],
  choice:
    "A constraint is asked for only where KMS takes one: signing and metadata have no encryption context.",
  options: noOptions,
  fix: "list the operations, and set encryptionContextEquals or encryptionContextSubset in constraints",
  check({ resource, expect }) {
    const operations = resource.get("operations");
    expect(operations.notEmpty, operations, "the grant does not say for which operations it is");
    const constraints = resource.get("constraints");
    const constrained = constraints.some((item) =>
      any(
        ["encryptionContextEquals", "encryptionContextSubset"].map((key) => {
          const context = item.get(key);
          return all([context.present, context.unknown ? "unknown" : context.entries.length > 0]);
        }),
      ),
    );
    const takesContext = operations.some((item) => item.matches((text) => WITH_CONTEXT.test(text)));
    expect(
      implies(takesContext, constrained),
      constraints,
      "the grant holds for everything that the key has ever encrypted",
    );
  },
  compliant: only(GRANT, {
    operations: ["Decrypt", "GenerateDataKey"],
    constraints: [{ encryptionContextSubset: { table: "users" } }],
  }),
  violations: {
    "no operations": wrong("operations", []),
    "no constraint": wrong("constraints", undefined),
    "an empty constraint": wrong(["constraints", 0], {}, "constraints"),
  },
});
