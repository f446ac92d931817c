import { z } from "zod";
import { ROLE, ROLE_POLICY } from "../../aws/policy-holders";
import { extra, only } from "../../model/fixture";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const USER_POLICY = "aws:iam/userPolicy:UserPolicy";
const GROUP_POLICY = "aws:iam/groupPolicy:GroupPolicy";

export default defineRule({
  id: "iam-no-inline",
  title: "Policies stand by themselves where several could use them",
  severity: "low",
  scope: "resource",
  types: [ROLE, ROLE_POLICY, USER_POLICY, GROUP_POLICY],
  frameworks: { "nist-800-53-r5": ["AC-2"] },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"],
  choice:
    "Rule sets differ: some forbid inline policies, others AWS managed ones, which together leaves customer managed ones only. A policy for exactly one role, which goes when the role goes, is what least privilege asks for, so roles are judged only with the option; users and groups always.",
  options: optionsOf({
    roles: z.boolean().default(false).describe("Whether roles may have no inline policies either."),
  }),
  fix: "use a Policy, and attach it",
  check({ resource, options, expect }) {
    const ofRole = resource.type === ROLE || resource.type === ROLE_POLICY;
    if (!ofRole) return expect(false, "", "an inline policy hides in one user or group");
    if (!options.roles) return expect(true, "", "");
    const inline = resource.get("inlinePolicies");
    if (resource.type === ROLE) return expect(not(inline.notEmpty), inline, "the role has inline policies");
    expect(false, "", "an inline policy hides in one role");
  },
  compliant: only(ROLE_POLICY, { policy: "{}" }),
  violations: {
    user: extra({ type: USER_POLICY, name: "user", props: { policy: "{}" } }, ""),
    group: extra({ type: GROUP_POLICY, name: "group", props: { policy: "{}" } }, ""),
  },
});
