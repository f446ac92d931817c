import type { Declarations } from "../declarations";
import { compilePolicies } from "../policies/policy";
import { readPrincipals } from "./principals";
import type { WebIdentity } from "./webIdentity";
import { COGNITO_IDENTITY, WEB_IDENTITY_KEYS, webIdentityKey } from "./webIdentity";
import type { TemporaryCredentials, WebIdentitySessions } from "./webIdentitySessions";

/** What an identity pool asks of STS. */
export interface WebIdentityRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly identity: WebIdentity;
  readonly seconds: number;
}

/** Credentials of the role, or why there are none. */
export type AssumeRoleWithWebIdentity = (request: WebIdentityRequest) => TemporaryCredentials | string;

const CALLER = { arn: COGNITO_IDENTITY, callerArn: COGNITO_IDENTITY, accountId: "" };
const SCOPE = { keys: new Set(WEB_IDENTITY_KEYS), principals: true };

/**
 * STS AssumeRoleWithWebIdentity for the roles of a program: the trust policy is evaluated with the identity's keys
 * (cognito/latest/developerguide/role-trust-and-permissions.html).
 */
export function assumeWithWebIdentity(
  declarations: Declarations,
  sessions: WebIdentitySessions,
): AssumeRoleWithWebIdentity {
  return ({ roleArn, sessionName, identity, seconds }) => {
    const role = readPrincipals(declarations).get(roleArn);
    if (role?.kind !== "role") return `the program has no role ${roleArn}`;
    const reasons: string[] = [];
    const { effect } = compilePolicies(
      [role.trust],
      SCOPE,
      reasons,
    )({
      action: "sts:AssumeRoleWithWebIdentity",
      resource: role.arn,
      caller: CALLER,
      key: (name) => webIdentityKey(name, identity),
    });
    if (effect === "allow") return sessions.open({ roleArn, sessionName, identity }, seconds);
    const because = reasons.length === 0 ? "" : `; ${reasons.join(" and ")} cannot be decided here`;
    return `the trust policy of ${role.name} does not let ${COGNITO_IDENTITY} assume it${because}`;
  };
}
