import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import type { JWTPayload } from "jose";
import type { SigningKey } from "./keys";
import type { PoolDeclaration } from "./pools";

/** What a gate gets to know of a token. */
export type TokenVerdict =
  | { readonly ok: true; readonly claims: JWTPayload; readonly userPoolArn: string }
  | { readonly ok: false; readonly reason: string; readonly expired?: boolean };

/** Tokens that were found good, at most; the one used longest ago goes first. */
const MOST_KEPT = 10_000;

interface Kept {
  readonly verdict: TokenVerdict & { readonly ok: true };
  readonly expiresAtMs: number;
}

/** A pool with its key and the issuer of its tokens. */
export interface VerifiedPool {
  readonly pool: PoolDeclaration;
  readonly issuer: string;
  readonly key: () => Promise<SigningKey>;
}

/** Verifies tokens of user pools. A token is verified once; after that only its expiry is looked at. */
export class Verifier {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly pools: (arn: string) => VerifiedPool | undefined,
    private readonly clock: { now(): number },
  ) {}

  /** True verdicts come from one of these pools only. */
  async verify(token: string, userPoolArns: readonly string[]): Promise<TokenVerdict> {
    const kept = this.kept.get(token);
    if (kept && userPoolArns.includes(kept.verdict.userPoolArn)) {
      this.kept.delete(token);
      if (kept.expiresAtMs <= this.clock.now()) return expired;
      this.kept.set(token, kept);
      return kept.verdict;
    }
    let reason = "the token is of no user pool of this authorizer";
    for (const arn of userPoolArns) {
      const found = this.pools(arn);
      if (!found) continue;
      const verdict = await this.verifyWith(token, found);
      if (verdict.ok || verdict.expired) return verdict;
      reason = verdict.reason;
    }
    return { ok: false, reason };
  }

  /** Forgets all verdicts, as after a change of pools. */
  clear(): void {
    this.kept.clear();
  }

  private async verifyWith(token: string, { pool, issuer, key }: VerifiedPool): Promise<TokenVerdict> {
    const { kid, publicKey } = await key();
    try {
      if (decodeProtectedHeader(token).kid !== kid)
        return { ok: false, reason: `the token is not signed by user pool ${pool.id}` };
      const currentDate = new Date(this.clock.now());
      const { payload } = await jwtVerify(token, publicKey, { algorithms: ["RS256"], issuer, currentDate });
      if (payload.token_use !== "access" && payload.token_use !== "id")
        return { ok: false, reason: "token_use is neither access nor id" };
      const verdict = { ok: true, claims: payload, userPoolArn: pool.arn } as const;
      this.keep(token, { verdict, expiresAtMs: (payload.exp ?? 0) * 1000 });
      return verdict;
    } catch (error) {
      return error instanceof errors.JWTExpired ? expired : { ok: false, reason: reasonOf(error) };
    }
  }

  private keep(token: string, kept: Kept): void {
    this.kept.set(token, kept);
    if (this.kept.size <= MOST_KEPT) return;
    const oldest = this.kept.keys().next();
    if (!oldest.done) this.kept.delete(oldest.value);
  }
}

const expired: TokenVerdict = { ok: false, reason: "the token has expired", expired: true };

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) return "the token's signature is wrong";
  if (error instanceof errors.JWTClaimValidationFailed)
    return `the token's ${error.claim} is not of this user pool`;
  return "it is not a JSON Web Token";
}
