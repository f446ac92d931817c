import { createHash } from "node:crypto";
import type { ClientDeclaration } from "./pools";
import type { User } from "./users";

/** A user's sign-in through a client. */
export interface Grant {
  readonly poolId: string;
  readonly client: ClientDeclaration;
  readonly user: User;
  readonly scopes: readonly string[];
  readonly nonce?: string;
  /** Epoch seconds. */
  readonly authTime: number;
  /** Ties the tokens of one sign-in together. */
  readonly originJti: string;
}

/** A code that was handed to a browser. */
export interface CodeGrant extends Grant {
  readonly redirectUri: string;
  /** S256 challenge of PKCE. */
  readonly codeChallenge?: string;
}

/** An authorization code is valid for 5 minutes. Source: "Token endpoint" in the Cognito developer guide. */
const CODE_LIFETIME_MS = 5 * 60 * 1000;

interface Kept<T> {
  readonly grant: T;
  readonly expiresAtMs: number;
}

/** Codes and refresh tokens that are out, in memory. */
export class Grants {
  private readonly codes = new Map<string, Kept<CodeGrant> & { used: boolean }>();
  private readonly refreshTokens = new Map<string, Kept<Grant>>();

  constructor(
    private readonly clock: { now(): number },
    private readonly random: () => string,
  ) {}

  /** A new code for this grant. */
  issueCode(grant: CodeGrant): string {
    const now = this.clock.now();
    for (const [code, { expiresAtMs }] of this.codes) if (expiresAtMs <= now) this.codes.delete(code);
    const code = this.random();
    this.codes.set(code, { grant, expiresAtMs: now + CODE_LIFETIME_MS, used: false });
    return code;
  }

  /**
   * Takes a code, which works once, for the client and the redirect URI that it was made for, with the verifier of its
   * challenge. A code that comes again may be stolen: the refresh tokens from it end (RFC 6749, section 4.1.2).
   */
  redeemCode(
    code: string,
    sent: {
      readonly clientId: string;
      readonly redirectUri: string | undefined;
      readonly codeVerifier: string | undefined;
    },
  ): CodeGrant | undefined {
    const kept = this.codes.get(code);
    if (!kept || kept.grant.client.id !== sent.clientId) return undefined;
    const { grant } = kept;
    if (kept.used) this.revoke(grant.originJti);
    const good =
      !kept.used &&
      kept.expiresAtMs > this.clock.now() &&
      sent.redirectUri === grant.redirectUri &&
      challengeOf(sent.codeVerifier) === grant.codeChallenge;
    // A wrong try spends the code as well.
    kept.used = true;
    return good ? grant : undefined;
  }

  /** A new refresh token for this grant. */
  issueRefreshToken(grant: Grant): string {
    const now = this.clock.now();
    for (const [token, { expiresAtMs }] of this.refreshTokens)
      if (expiresAtMs <= now) this.refreshTokens.delete(token);
    const token = `${this.random()}${this.random()}`.replaceAll("-", "");
    this.refreshTokens.set(token, { grant, expiresAtMs: now + grant.client.refreshTokenSeconds * 1000 });
    return token;
  }

  /** The grant behind a refresh token that is still good. */
  refreshGrant(token: string): Grant | undefined {
    const kept = this.refreshTokens.get(token);
    return kept && kept.expiresAtMs > this.clock.now() ? kept.grant : undefined;
  }

  /** A token in place of another, which ends with the grace period; it inherits the end of its life. */
  rotate(token: string, graceSeconds: number): string | undefined {
    const kept = this.refreshTokens.get(token);
    if (!kept) return undefined;
    const next = `${this.random()}${this.random()}`.replaceAll("-", "");
    this.refreshTokens.set(next, kept);
    const graceEnd = this.clock.now() + graceSeconds * 1000;
    this.refreshTokens.set(token, { ...kept, expiresAtMs: Math.min(kept.expiresAtMs, graceEnd) });
    return next;
  }

  /** Ends the refresh tokens of one sign-in. */
  revoke(originJti: string): void {
    for (const [token, { grant }] of this.refreshTokens)
      if (grant.originJti === originJti) this.refreshTokens.delete(token);
  }
}

/** Source: RFC 7636, section 4.6. */
const challengeOf = (verifier: string | undefined): string | undefined =>
  verifier === undefined ? undefined : createHash("sha256").update(verifier).digest("base64url");
