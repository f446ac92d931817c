import type { IncomingMessage, ServerResponse } from "node:http";
import type { Graph } from "../graph/graph";
import type { AssumeRole, RoleCredentials } from "./roleCredentials";
import type { IssuedTokens } from "./tokens";
import type { TokenVerdict } from "./verifier";

export interface IdentityOptions {
  /** The rehearsal's address, such as `http://localhost:8787`; asked for when needed, as the port may come late. */
  readonly baseUrl: () => string;
  /** Milliseconds since the epoch. */
  readonly clock: { now(): number };
  /** Makes UUIDs: codes, sessions and refresh tokens are made of them, so it must not be guessable. */
  readonly random: () => string;
  /** Folder that keeps the signing keys, so that tokens outlast the rehearsal. @default - keys are new each time */
  readonly stateDir?: string;
  /** Hands out the roles of identity pools. @default - nobody gets one */
  readonly assumeRole?: AssumeRole;
}

/** A pool as a start-up message tells of it. */
export interface PoolDescription {
  readonly poolId: string;
  readonly poolArn: string;
  readonly name: string;
  readonly issuer: string;
  readonly tokenUrl: string;
  readonly authorizeUrl: string;
  readonly clients: readonly {
    readonly name: string;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly flows: readonly string[];
    readonly scopes: readonly string[];
    readonly redirectUris: readonly string[];
  }[];
  readonly users: readonly {
    readonly username: string;
    readonly password: string;
    readonly sub: string;
    readonly groups: readonly string[];
    /** Base32 secret for an authenticator app, where the pool demands MFA. */
    readonly totpSecret?: string;
  }[];
}

export interface MintRequest {
  /** Id or name of an app client. */
  readonly client: string;
  /** Needed only when two pools have a client of that name. */
  readonly poolId?: string;
  /** Who signs in. @default - the client itself, as with client_credentials */
  readonly username?: string;
  /** @default - all scopes of the client */
  readonly scopes?: readonly string[];
}

/** An identity pool as a start-up message tells of it. */
export interface IdentityPoolDescription {
  readonly identityPoolId: string;
  readonly name: string;
  readonly region: string;
  /** Keys of `Logins`. */
  readonly providers: readonly string[];
  /** The role that people who have signed in get. */
  readonly roleArn?: string;
}

/** The user pools of a graph: an OAuth 2.0 issuer on this machine, and the verification of its tokens. */
export interface Identity {
  /** Answers a request to `/_cognito/...` or to a pool's own host; false when it is for neither. Never throws. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** Verifies a token of one of these pools: signature, issuer, expiry. Fast for tokens seen before. */
  verifyToken(token: string, userPoolArns: readonly string[]): Promise<TokenVerdict>;
  describe(): PoolDescription[];
  /** Tokens without a sign-in, for a printed curl line. Throws when client, user or scope do not exist. */
  mint(request: MintRequest): Promise<IssuedTokens>;
  describeIdentityPools(): IdentityPoolDescription[];
  /**
   * AWS credentials of a user without a sign-in, for a printed curl line; undefined when there is no such pool or user.
   * Throws what GetCredentialsForIdentity answers when it refuses.
   */
  credentialsOf(identityPoolId: string, username: string): Promise<RoleCredentials | undefined>;
  /** Takes a new graph. Keys, codes and refresh tokens of pools that stay remain good. */
  reload(graph: Graph): void;
  /** What is declared of user pools and not executed here; a sentence each. */
  readonly notices: readonly string[];
}
