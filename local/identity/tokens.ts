import { createHash } from "node:crypto";
import { SignJWT } from "jose";
import type { JWTPayload } from "jose";
import type { SigningKey } from "./keys";
import type { ClientDeclaration } from "./pools";
import type { User } from "./users";

/** Who gets tokens, and for what. */
export interface TokenRequest {
  readonly issuer: string;
  readonly client: ClientDeclaration;
  /** Absent for client_credentials: the client is the subject. */
  readonly user?: User;
  readonly scopes: readonly string[];
  readonly nonce?: string;
  /** When the user signed in: epoch seconds. @default now */
  readonly authTime?: number;
  /** Ties the tokens of one sign-in together, over refreshes. */
  readonly originJti?: string;
}

export interface IssuedTokens {
  readonly accessToken: string;
  /** There when a user consented to `openid`. */
  readonly idToken?: string;
  /** Seconds that the access token is valid. */
  readonly expiresIn: number;
}

/**
 * Signs tokens with Cognito's claims.
 * Source: "Understanding the access token" and "Understanding the identity (ID) token" in the Cognito developer guide.
 */
export async function issueTokens(
  request: TokenRequest,
  key: SigningKey,
  { clock, random }: { readonly clock: { now(): number }; readonly random: () => string },
): Promise<IssuedTokens> {
  const { client, user, issuer, scopes } = request;
  const now = Math.floor(clock.now() / 1000);
  const groups = user && user.groups.length > 0 ? { "cognito:groups": [...user.groups] } : {};
  const signIn = { origin_jti: request.originJti ?? random(), event_id: random() };
  const common = { iss: issuer, auth_time: request.authTime ?? now, iat: now };
  const accessToken = await sign(key, {
    sub: user?.sub ?? client.id,
    ...groups,
    ...common,
    version: 2,
    client_id: client.id,
    ...(user && signIn),
    token_use: "access",
    scope: scopes.join(" "),
    exp: now + client.accessTokenSeconds,
    jti: random(),
    ...(user && { username: user.username }),
  });
  if (!user || !scopes.includes("openid")) return { accessToken, expiresIn: client.accessTokenSeconds };
  const idToken = await sign(key, {
    at_hash: createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url"),
    sub: user.sub,
    ...groups,
    ...common,
    "cognito:username": user.username,
    ...(request.nonce !== undefined && { nonce: request.nonce }),
    ...signIn,
    aud: client.id,
    token_use: "id",
    exp: now + client.idTokenSeconds,
    jti: random(),
    ...(scopes.includes("email") && { email: user.email, email_verified: user.emailVerified }),
  });
  return { accessToken, idToken, expiresIn: client.accessTokenSeconds };
}

const sign = (key: SigningKey, claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: key.kid }).sign(key.privateKey);
