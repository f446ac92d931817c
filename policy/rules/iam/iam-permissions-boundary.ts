import { z } from "zod";
import {
  permissionPolicies,
  POLICY,
  ROLE,
  ROLE_POLICY,
  ROLE_POLICY_ATTACHMENT,
} from "../../aws/policy-holders";
import { ref, stackOf, wrong } from "../../model/fixture";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, implies } from "../../model/truth";
import { allow, document } from "./policy.fixture";

/** What lets a role make permissions for others. */
const DELEGATING = ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:CreatePolicyVersion"];

export default defineRule({
  id: "iam-permissions-boundary",
  title: "A role that makes permissions has a boundary",
  severity: "low",
  scope: "stack",
  types: [ROLE],
  frameworks: { "nist-800-53-r5": ["AC-6"], "pci-dss-4": ["7.2.1"], soc2: ["CC6.1"] },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"],
  choice:
    "A boundary limits what policies written by somebody else can give; where one program writes role and policy together it says the same twice. So by default only roles that can write policies need one; the option asks it of all.",
  options: optionsOf({
    everyRole: z.boolean().default(false).describe("Whether each role needs a boundary."),
  }),
  fix: "set permissionsBoundary to the ARN of a policy",
  check({ resource, stack, options, expect }) {
    const attached = stack
      .referrers(resource, ROLE_POLICY_ATTACHMENT, "role")
      .resources.flatMap((item) => stack.targets(item, "policyArn", POLICY).resources);
    const holders = [resource, ...stack.referrers(resource, ROLE_POLICY, "role").resources, ...attached];
    const delegates = holders
      .flatMap(permissionPolicies)
      .map((policy) =>
        policy.state === "unknown"
          ? "unknown"
          : any(
              policy.statements.map((statement) =>
                all([statement.allows, any(DELEGATING.map((action) => statement.coversAction(action)))]),
              ),
            ),
      );
    const boundary = resource.get("permissionsBoundary");
    expect(
      implies(any([options.everyRole, ...delegates]), boundary.present),
      boundary,
      "nothing limits what the role can be given, or can give",
    );
  },
  compliant: stackOf(
    { type: ROLE, name: "subject", props: { permissionsBoundary: "arn:aws:iam::000000000000:policy/edge" } },
    {
      type: ROLE_POLICY,
      name: "policy",
      props: {
        role: ref("subject", "id"),
        policy: document(allow("iam:CreateRole", "arn:aws:iam::*:role/app-*")),
      },
    },
  ),
  violations: { none: wrong("permissionsBoundary", undefined) },
});
