import { createHash } from "node:crypto";

import type { Graph } from "../../graph/graph";
import { Declarations } from "../declarations";
import type { PrincipalDeclaration } from "./principals";
import { readPrincipals } from "./principals";

/** An IAM role in a session, or an IAM user, that signs requests. */
export interface SigningPrincipal {
  /** ARN of the role or user. */
  readonly arn: string;
  /** What IAM calls the caller: for a role the ARN of the session, `…:assumed-role/<role>/<session>`. */
  readonly callerArn: string;
  readonly accountId: string;
  /** `AROA…:session` or `AIDA…`: `$context.identity.caller` and `.user`. */
  readonly userId: string;
}

/** What the holder of an access key may do. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Those of a role have one. */
  readonly sessionToken?: string;
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

/** As {@link rehearsalCredentials}, of a graph that is already indexed. Read when first asked for. */
export function readCredentials(declarations: Declarations): CredentialStore {
  let known: Map<string, SigningCredentials> | undefined;
  const all = (): Map<string, SigningCredentials> =>
    (known ??= new Map(
      [...readPrincipals(declarations).values()].map(credentialsOf).map((one) => [one.accessKeyId, one]),
    ));
  return { find: (accessKeyId) => all().get(accessKeyId), list: () => [...all().values()] };
}
