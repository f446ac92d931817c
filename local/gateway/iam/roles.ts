import type { Declarations } from "../declarations";
import type { Policy } from "../policies/policy";
import { compilePolicies } from "../policies/policy";
import { compileIdentity } from "./identityPolicy";
import type { PrincipalDeclaration } from "./principals";
import { readPrincipals } from "./principals";

const API_GATEWAY = "apigateway.amazonaws.com";
const SERVICE = { arn: API_GATEWAY, callerArn: API_GATEWAY, accountId: "" };

/** Condition keys that a call of API Gateway to another service has. */
const KEYS = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:viaawsservice",
]);

/** On whose behalf API Gateway assumes a role. */
export interface Assumption {
  /** ARN of the method: `…:execute-api:…:<api>/<stage>/<verb>/<path>`. */
  readonly sourceArn: string;
  readonly accountId: string;
  readonly region: string;
}

/** A role that API Gateway has assumed for an integration. */
export interface AssumedRole {
  readonly arn: string;
  /** ARN of the session, as services name it in their refusals. */
  readonly callerArn: string;
  /** Whether its policies allow an action; the reason when they do not. */
  may(action: string, resource: string): true | string;
}

/**
 * The roles of the program, as integrations assume them. What a role's policies grant is decided as IAM does; service
 * control policies and session policies are no part of a program.
 */
export class Roles {
  constructor(private readonly declarations: Declarations) {}

  /** The declared role, or undefined when the program has none with this ARN. */
  find(arn: string): PrincipalDeclaration | undefined {
    return readPrincipals(this.declarations).get(arn);
  }

  /** The role in API Gateway's hands, or why it cannot be assumed. */
  assume(role: PrincipalDeclaration, assumption: Assumption): AssumedRole | string {
    const key = keysOf(role, assumption);
    const reasons: string[] = [];
    const trust = compilePolicies([role.trust], { keys: KEYS, principals: true }, reasons);
    const verdict = trust({ action: "sts:AssumeRole", resource: role.arn, caller: SERVICE, key });
    if (verdict.effect !== "allow")
      return `the trust policy of ${role.name} does not let ${API_GATEWAY} assume it${because(reasons)}`;
    const policy = compileIdentity(
      { identityPolicies: role.policies, permissionsBoundary: role.boundary },
      KEYS,
      reasons,
    );
    return {
      arn: role.arn,
      callerArn: `arn:${role.partition}:sts::${role.accountId}:assumed-role/${role.name}/BackplaneAssumeRoleSession`,
      may: (action, resource) => decide(policy, role, action, resource, key, reasons),
    };
  }
}

const because = (reasons: readonly string[]): string =>
  reasons.length === 0 ? "" : `; ${[...new Set(reasons)].join(" and ")} cannot be decided here`;

function keysOf(role: PrincipalDeclaration, assumption: Assumption): (name: string) => string | undefined {
  const values: Readonly<Record<string, string>> = {
    "aws:principalaccount": role.accountId,
    "aws:principalarn": role.arn,
    "aws:requestedregion": assumption.region,
    "aws:securetransport": "true",
    "aws:sourceaccount": assumption.accountId,
    "aws:sourcearn": assumption.sourceArn,
    "aws:viaawsservice": "false",
  };
  return (name) => values[name];
}

function decide(
  policy: Policy,
  role: PrincipalDeclaration,
  action: string,
  resource: string,
  key: (name: string) => string | undefined,
  reasons: readonly string[],
): true | string {
  const verdict = policy({ action, resource, key });
  if (verdict.effect === "allow") return true;
  if (verdict.effect === "deny") return `${verdict.label ?? "a statement"} of ${role.name} denies ${action}`;
  const foreign = role.foreignPolicies.map((arn) => `the managed policy ${arn}`);
  return `no policy of ${role.name} allows ${action} on ${resource}${because([...reasons, ...foreign])}`;
}
