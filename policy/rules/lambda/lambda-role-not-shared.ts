import { FUNCTION } from "../../aws/function";
import { ROLE } from "../../aws/policy-holders";
import { ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";

/** Functions by the name or ARN of a role that is not in the stack. */
const byForeignRole = keyed([FUNCTION], (lambda, stack) =>
  stack.targets(lambda, "role", ROLE).resources.length > 0 ? [] : [lambda.get("role").text],
);

export default defineRule({
  id: "lambda-role-not-shared",
  title: "Each function has a role of its own",
  severity: "low",
  scope: "stack",
  types: [FUNCTION],
  frameworks: { "nist-800-53-r5": ["AC-6"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html"],
  options: noOptions,
  fix: "give each function a role with what it alone needs",
  check({ resource, stack, expect }) {
    const own = stack.targets(resource, "role", ROLE).resources;
    const value = resource.get("role");
    const having =
      own.length > 0
        ? own.flatMap((role) => stack.referrers(role, FUNCTION, "role").resources)
        : byForeignRole(stack).of(value.text);
    const sharing = [...new Set(having)].filter((other) => other !== resource);
    // Two roles of the stack are told apart by their dependencies; a bare ARN only when it is known.
    const hidden = own.length === 0 && value.unknown;
    const alone: Truth = sharing.length > 0 ? false : hidden ? "unknown" : true;
    expect(
      alone,
      value,
      `it can do all that ${sharing.map(({ name }) => name).join(", ") || "others"} can do`,
    );
  },
  compliant: stackOf(
    { type: ROLE, name: "users-role", props: { assumeRolePolicy: "{}" } },
    { type: ROLE, name: "products-role", props: { assumeRolePolicy: "{}" } },
    { type: FUNCTION, name: "subject", props: { role: ref("users-role") } },
    { type: FUNCTION, name: "products", props: { role: ref("products-role") } },
  ),
  violations: { shared: wrong("role", ref("products-role")) },
});
