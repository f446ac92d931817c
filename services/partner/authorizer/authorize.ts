import { createHash, timingSafeEqual } from "node:crypto";
import type { Credentials } from "../credentials";
import type { CredentialsStore } from "./credentialsStore";

/** What a caller sends to say who it is. */
export interface Presented {
  /** Header `Authorization`: `Bearer <partner>.<token>`. */
  readonly authorization: string | undefined;
  /** Header `x-api-key`. */
  readonly apiKey: string | undefined;
}

export interface Authorizer {
  /** The partner whose token and key these are, or undefined. */
  authorize(presented: Presented): Promise<string | undefined>;
}

/** Secrets Manager is asked again for one partner after a mismatch at most this often. */
const refreshMillis = 10_000;

/**
 * Knows partners by token and key together: both of the current version of the secret, or both of the previous one. The
 * gateway checks the key besides, which ends the previous pair when its overlap is over.
 *
 * What is remembered may be older than the last rotation, so a mismatch asks Secrets Manager again. Guessing does not:
 * for each partner that happens every ten seconds at most, and never for names that nobody has.
 */
export function createAuthorizer(
  store: CredentialsStore,
  partners: readonly string[],
  now: () => number,
): Authorizer {
  const known = new Set(partners);
  const refreshed = new Map<string, number>();
  return {
    async authorize({ authorization, apiKey }) {
      const [, partner = "", token = ""] = /^Bearer ([a-z][a-z0-9-]{1,30})\.([A-Za-z0-9]{16,128})$/.exec(
        authorization ?? "",
      ) ?? [undefined];
      if (!known.has(partner) || apiKey === undefined) return undefined;
      const matches = async (fresh: boolean): Promise<boolean> =>
        isPair(await store.read(partner, "AWSCURRENT", fresh), partner, token, apiKey) ||
        isPair(await store.read(partner, "AWSPREVIOUS", fresh), partner, token, apiKey);
      if (await matches(false)) return partner;
      if (now() - (refreshed.get(partner) ?? -Infinity) < refreshMillis) return undefined;
      refreshed.set(partner, now());
      return (await matches(true)) ? partner : undefined;
    },
  };
}

function isPair(
  credentials: Credentials | undefined,
  partner: string,
  token: string,
  apiKey: string,
): boolean {
  if (credentials?.partner !== partner) return false;
  // Both are always compared, in a time that tells nothing about where they differ.
  const tokenFits = isSame(credentials.token, token);
  const keyFits = isSame(credentials.apiKey, apiKey);
  return tokenFits && keyFits;
}

/** Digests are of one length, which timingSafeEqual asks for. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
