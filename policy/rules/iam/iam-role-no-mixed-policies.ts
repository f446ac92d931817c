import { ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT } from "../../aws/policy-holders";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";

/** Whether the list holds something besides the names given, which the provider may have read back from AWS. */
function holdsOthers(list: readonly Value[], others: readonly Value[]): Truth {
  return any(
    list.map((item): Truth => {
      if (item.unknown) return "unknown";
      if (item.state === "absent") return true;
      return not(any(others.map((other) => other.test((raw) => raw === item.raw, "unknown"))));
    }),
  );
}

export default defineRule({
  id: "iam-role-no-mixed-policies",
  title: "The policies of a role are declared in one way only",
  severity: "medium",
  scope: "stack",
  types: [ROLE],
  frameworks: {},
  links: ["https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/"],
  choice:
    "After a refresh the provider lists separate policies on the role too; what bears the name of a separate one is therefore no mix.",
  options: noOptions,
  fix: "use RolePolicy and RolePolicyAttachment for all, and take inlinePolicies and managedPolicyArns away",
  check({ resource, stack, expect }) {
    const inline = resource.get("inlinePolicies");
    const separate = stack.referrers(resource, ROLE_POLICY, "role").resources;
    const names = separate.map((item) => item.outputs.get("name"));
    if (separate.length > 0)
      expect(
        inline.unknown
          ? "unknown"
          : not(
              holdsOthers(
                inline.items.map((item) => item.get("name")),
                names,
              ),
            ),
        inline,
        "each deployment takes away the policies that the other way has set",
      );
    const managed = resource.get("managedPolicyArns");
    const attached = stack.referrers(resource, ROLE_POLICY_ATTACHMENT, "role").resources;
    const arns = attached.map((item) => item.outputs.get("policyArn"));
    if (attached.length > 0)
      expect(
        managed.unknown ? "unknown" : not(holdsOthers(managed.items, arns)),
        managed,
        "each deployment takes away the attachments that the other way has made",
      );
    expect(true, "", "");
  },
  compliant: stackOf(
    { type: ROLE, name: "subject", props: { assumeRolePolicy: "{}" } },
    { type: ROLE_POLICY, name: "policy", props: { name: "read", role: ref("subject", "id"), policy: "{}" } },
    {
      type: ROLE_POLICY_ATTACHMENT,
      name: "attachment",
      props: { role: ref("subject", "id"), policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    },
  ),
  violations: {
    inline: wrong("inlinePolicies", [{ name: "write", policy: "{}" }]),
    managed: wrong("managedPolicyArns", ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"]),
  },
});
