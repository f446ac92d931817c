import type { Policy, Verdict } from "../policies/policy";
import { compilePolicies } from "../policies/policy";
import type { Question } from "../policies/statement";

/** What an identity's policies are made of. */
export interface IdentityDocuments {
  readonly identityPolicies: readonly unknown[];
  readonly permissionsBoundary?: unknown;
}

const SILENT: Verdict = { effect: "silent" };

/** The policies of an identity, inside its permissions boundary, which grants nothing by itself. */
export function compileIdentity(
  { identityPolicies, permissionsBoundary }: IdentityDocuments,
  keys: ReadonlySet<string>,
  reasons: string[] = [],
): Policy {
  const scope = { keys, principals: false };
  const policy = compilePolicies(identityPolicies, scope, reasons);
  if (permissionsBoundary === undefined) return policy;
  const boundary = compilePolicies([permissionsBoundary], scope, reasons);
  return (question: Question) => {
    const limit = boundary(question);
    if (limit.effect === "deny") return limit;
    const verdict = policy(question);
    return verdict.effect === "allow" && limit.effect === "silent" ? SILENT : verdict;
  };
}
