import { createHash } from "node:crypto";

import type { Graph } from "../../graph/graph";
import { Declarations } from "../declarations";
import type { PrincipalDeclaration } from "./principals";
import { readPrincipals } from "./principals";
import type { WebIdentity } from "./webIdentity";
import type { WebIdentitySession, WebIdentitySessions } from "./webIdentitySessions";

/** An IAM role in a session, or an IAM user, that signs requests. */
export interface SigningPrincipal {
  /** ARN of the role or user. */
  readonly arn: string;
  /** What IAM calls the caller: for a role the ARN of the session, `…:assumed-role/<role>/<session>`. */
  readonly callerArn: string;
  readonly accountId: string;
  /** `AROA…:session` or `AIDA…`: `$context.identity.caller` and `.user`. */
  readonly userId: string;
  /** Of a session that an identity pool has handed out. */
  readonly webIdentity?: WebIdentity;
}

/** What the holder of an access key may do. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Those of a role have one. */
  readonly sessionToken?: string;
  /** Milliseconds since the epoch. @default never: those of declared roles and users are for the rehearsal alone */
  readonly expiresAt?: number;
  readonly principal: SigningPrincipal;
  /** Policy documents, parsed. */
  readonly identityPolicies: readonly unknown[];
  /** Document of the permissions boundary, parsed. */
  readonly permissionsBoundary?: unknown;
}

/** Where the gateway looks up who signed a request. */
export interface CredentialStore {
  find(accessKeyId: string): SigningCredentials | undefined;
  /** All of them, for start-up output. */
  list(): readonly SigningCredentials[];
}

/** The session that rehearsal credentials of a role belong to. */
const SESSION = "rehearsal";

const digest = (purpose: string, arn: string): string =>
  createHash("sha256").update(`gatehouse ${purpose} ${arn}`).digest("hex").toUpperCase();

/**
 * Credentials for the rehearsal, the same for the same ARN wherever it runs. They open nothing but the rehearsal, and
 * look like it: `ASIAGATEHOUSE…` for a role, `AKIAGATEHOUSE…` for a user.
 */
function credentialsOf(declared: PrincipalDeclaration): SigningCredentials {
  const { arn, kind, name, accountId, partition, uniqueId, policies, boundary } = declared;
  const role = kind === "role";
  return {
    accessKeyId: `${role ? "ASIA" : "AKIA"}GATEHOUSE${digest("key", arn).slice(0, 7)}`,
    secretAccessKey: `rehearsal/${digest("secret", arn).slice(0, 30)}`,
    ...(role ? { sessionToken: `rehearsal-${digest("session", arn).slice(0, 40)}` } : {}),
    principal: {
      arn,
      callerArn: role ? `arn:${partition}:sts::${accountId}:assumed-role/${name}/${SESSION}` : arn,
      accountId,
      userId: role ? `${uniqueId}:${SESSION}` : uniqueId,
    },
    identityPolicies: policies,
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
  };
}

/** Credentials for every role and user that a program declares. */
export function rehearsalCredentials(graph: Graph): CredentialStore {
  return readCredentials(new Declarations(graph));
}

/** Credentials that an identity pool has handed out, with what the role may do as it is declared now. */
function credentialsOfSession(
  { sessionName, identity, credentials }: WebIdentitySession,
  { arn, name, accountId, partition, uniqueId, policies, boundary }: PrincipalDeclaration,
): SigningCredentials {
  return {
    ...credentials,
    principal: {
      arn,
      callerArn: `arn:${partition}:sts::${accountId}:assumed-role/${name}/${sessionName}`,
      accountId,
      userId: `${uniqueId}:${sessionName}`,
      webIdentity: identity,
    },
    identityPolicies: policies,
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
  };
}

/**
 * As {@link rehearsalCredentials}, of a graph that is already indexed, with the sessions of its roles. Read when first
 * asked for.
 */
export function readCredentials(declarations: Declarations, sessions?: WebIdentitySessions): CredentialStore {
  let known: Map<string, SigningCredentials> | undefined;
  const all = (): Map<string, SigningCredentials> =>
    (known ??= new Map(
      [...readPrincipals(declarations).values()].map(credentialsOf).map((one) => [one.accessKeyId, one]),
    ));
  // The same object each time: gates keep the compiled policies with it.
  const ofSessions = new WeakMap<WebIdentitySession, SigningCredentials>();
  const inSession = (accessKeyId: string): SigningCredentials | undefined => {
    const session = sessions?.find(accessKeyId);
    const role = session && readPrincipals(declarations).get(session.roleArn);
    if (session === undefined || role === undefined) return undefined;
    const found = ofSessions.get(session) ?? credentialsOfSession(session, role);
    ofSessions.set(session, found);
    return found;
  };
  return {
    find: (accessKeyId) => all().get(accessKeyId) ?? inSession(accessKeyId),
    list: () => [...all().values()],
  };
}
