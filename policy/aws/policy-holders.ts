import { readPolicy, type PolicyDocument } from "../documents/policy-document";
import { keyed } from "../model/keyed";
import { oncePer } from "../model/once";
import type { Resource } from "../model/resource";

export const POLICY = "aws:iam/policy:Policy";
export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const ROLE_POLICY_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** Resources that hold a permission policy. */
export const PERMISSION_HOLDERS = [
  POLICY,
  ROLE_POLICY,
  ROLE,
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
] as const;

/** The permission policies that a resource holds: its `policy`, or a role's inline policies. */
export const permissionPolicies = oncePer((resource: Resource): readonly PolicyDocument[] => {
  if (resource.type !== ROLE) return [readPolicy(resource.get("policy"))];
  const inline = resource.get("inlinePolicies");
  if (inline.unknown) return [readPolicy(inline)];
  return inline.items.map((item) => readPolicy(item.get("policy"))).filter(({ state }) => state !== "absent");
});

/** The roles of a stack by their ARNs, as far as these are known. */
export const rolesByArn = keyed([ROLE], (role) => [role.outputs.get("arn").text]);

/** The customer-managed policies of a stack by their ARNs, as far as these are known. */
export const policiesByArn = keyed([POLICY], (policy) => [policy.outputs.get("arn").text]);
