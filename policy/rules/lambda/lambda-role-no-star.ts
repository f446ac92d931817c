import {
  permissionPolicies,
  POLICY,
  ROLE,
  ROLE_POLICY,
  ROLE_POLICY_ATTACHMENT,
} from "../../aws/policy-holders";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";

const FUNCTION = "aws:lambda/function:Function";
const policy = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource: "table" } });

export default defineRule({
  id: "lambda-role-no-star",
  title: "The role of a function does not allow every action",
  severity: "high",
  scope: "stack",
  types: [FUNCTION],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html"],
  options: noOptions,
  fix: "list the actions that the function needs",
  check({ resource, stack, expect, notApplicable }) {
    const [role] = stack.targets(resource, "role", ROLE).resources;
    if (role === undefined) return notApplicable();
    const attached = stack
      .referrers(role, ROLE_POLICY_ATTACHMENT, "role")
      .resources.flatMap((attachment) => stack.targets(attachment, "policyArn", POLICY).resources);
    const holders = [role, ...stack.referrers(role, ROLE_POLICY, "role").resources, ...attached];
    for (const holder of holders)
      for (const document of permissionPolicies(holder)) {
        if (document.state === "unknown")
          expect("unknown", "role", `the policy of ${holder.name} is not known yet`);
        for (const statement of document.statements)
          expect(
            not(all([statement.allows, statement.coversAllActions])),
            "role",
            `${holder.name} lets the function do everything (${statement.label})`,
          );
      }
    expect(true, "role", "");
  },
  compliant: stackOf(
    { type: ROLE, name: "role", props: { assumeRolePolicy: "{}" } },
    {
      type: ROLE_POLICY,
      name: "policy",
      props: { role: ref("role", "name"), policy: policy("dynamodb:GetItem") },
    },
    { type: FUNCTION, name: "subject", props: { role: ref("role") } },
  ),
  violations: { "every action": wrong("policy", policy("*"), "role", "policy") },
});
