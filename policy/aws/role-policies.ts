import { readPolicy, type PolicyDocument } from "../documents/policy-document";
import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import {
  permissionPolicies,
  policiesByArn,
  POLICY,
  ROLE_POLICY,
  ROLE_POLICY_ATTACHMENT,
} from "./policy-holders";

/** All that a role may do, as far as the stack shows it. */
export interface RolePolicies {
  readonly documents: readonly PolicyDocument[];
  /** Attached policies that lie outside of the stack, such as AWS's own. */
  readonly foreign: readonly string[];
  /** False when a policy of the role may be out of sight. */
  readonly complete: boolean;
}

/** The permission policies of a role: inline ones, RolePolicy resources and attached customer policies. */
export function policiesOfRole(role: Resource, stack: Stack): RolePolicies {
  const known = read.get(stack) ?? new Map<Resource, RolePolicies>();
  read.set(stack, known);
  const policies = known.get(role) ?? readPolicies(role, stack);
  known.set(role, policies);
  return policies;
}

/** Several rules ask for the same roles, some for every queue or function anew. */
const read = new WeakMap<Stack, Map<Resource, RolePolicies>>();

function readPolicies(role: Resource, stack: Stack): RolePolicies {
  const separate = stack.referrers(role, ROLE_POLICY, "role");
  const attachments = stack.referrers(role, ROLE_POLICY_ATTACHMENT, "role");
  const documents = [
    ...permissionPolicies(role),
    ...separate.resources.map((policy) => readPolicy(policy.get("policy"))),
  ];
  const foreign: string[] = [];
  let complete = separate.complete && attachments.complete;
  for (const attachment of attachments.resources) {
    const attached = stack.targets(attachment, "policyArn", POLICY);
    documents.push(...attached.resources.map((policy) => readPolicy(policy.get("policy"))));
    if (attached.resources.length > 0) continue;
    const arn = attachment.get("policyArn").text;
    if (arn === undefined) complete = false;
    else foreign.push(arn);
  }
  const managed = role.get("managedPolicyArns");
  if (managed.unknown) complete = false;
  for (const item of managed.items) {
    if (item.text === undefined) complete = false;
    else if (policiesByArn(stack).of(item.text).length === 0) foreign.push(item.text);
  }
  return { documents, foreign, complete };
}
