import type { Grants } from "./grants";
import type { SigningKey } from "./keys";
import type { ClientDeclaration, PoolDeclaration } from "./pools";
import type { IssuedTokens, TokenRequest } from "./tokens";
import type { User } from "./users";

/** A user pool in service: what its endpoints work with. */
export interface ServedPool {
  readonly pool: PoolDeclaration;
  readonly users: readonly User[];
  readonly grants: Grants;
  readonly clock: { now(): number };
  readonly random: () => string;
  /** `iss` of its tokens, on the rehearsal's own address. */
  issuer(): string;
  key(): Promise<SigningKey>;
  issue(request: Omit<TokenRequest, "issuer">): Promise<IssuedTokens>;
}

export const findClient = (served: ServedPool, clientId: string | undefined): ClientDeclaration | undefined =>
  served.pool.clients.find(({ id }) => id === clientId);
