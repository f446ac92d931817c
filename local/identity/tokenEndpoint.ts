import { scopesOf } from "./authorizationRequest";
import { isSame, readForm, Refusal, sendJson } from "./exchange";
import type { Exchange } from "./exchange";
import type { Grant } from "./grants";
import type { ClientDeclaration } from "./pools";
import { findClient } from "./servedPool";
import type { ServedPool } from "./servedPool";

type Form = ReadonlyMap<string, string>;

/** Scopes of OpenID Connect and of Cognito itself: a machine has no use for them. */
const USER_SCOPES = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

/**
 * POST /oauth2/token. Every error has status 400 and RFC 6749's code in `error`, as Cognito answers.
 * Source: "Token endpoint" in the Cognito developer guide.
 */
export async function handleToken(served: ServedPool, { req, res }: Exchange): Promise<void> {
  const form = await readForm(req);
  const grantType = form.get("grant_type");
  if (grantType === undefined) throw new Refusal(400, "invalid_request", "grant_type is missing");
  const client = authenticatedClient(served, req.headers.authorization, form);
  switch (grantType) {
    case "client_credentials":
      return sendJson(res, 200, await clientCredentials(served, client, form));
    case "authorization_code":
      return sendJson(res, 200, await authorizationCode(served, client, form));
    case "refresh_token":
      return sendJson(res, 200, await refreshToken(served, client, form));
    default:
      throw new Refusal(400, "unsupported_grant_type", `${grantType} is no grant type of Cognito's`);
  }
}

/** POST /oauth2/revoke: ends a refresh token and what came of its sign-in. */
export async function handleRevoke(served: ServedPool, { req, res }: Exchange): Promise<void> {
  const form = await readForm(req);
  const client = authenticatedClient(served, req.headers.authorization, form);
  const token = form.get("token");
  if (token === undefined) throw new Refusal(400, "invalid_request", "token is missing");
  if (!client.revocable)
    throw new Refusal(400, "invalid_request", "Token revocation is not enabled for this client");
  if (token.split(".").length === 3)
    throw new Refusal(400, "unsupported_token_type", "Only refresh tokens can be revoked");
  const grant = served.grants.refreshGrant(token);
  // An unknown token is as good as revoked (RFC 7009, section 2.2).
  if (grant && grant.client.id === client.id) served.grants.revoke(grant.originJti);
  res.writeHead(200, { "Content-Length": 0, "Cache-Control": "no-store" }).end();
}

/** The client that a request proves to come from: by Basic credentials, or by fields of the form; not by both. */
export function authenticatedClient(
  served: ServedPool,
  authorization: string | undefined,
  form: Form,
): ClientDeclaration {
  const basic = authorization === undefined ? undefined : basicCredentials(authorization);
  if (basic && form.has("client_secret"))
    throw new Refusal(400, "invalid_request", "The client authenticates in two ways at once");
  if (basic && form.has("client_id") && form.get("client_id") !== basic.id)
    throw new Refusal(400, "invalid_request", "client_id differs from the Authorization header");
  const client = findClient(served, basic?.id ?? form.get("client_id"));
  const secret = basic?.secret ?? form.get("client_secret") ?? "";
  if (!client || !isSame(secret, client.secret ?? ""))
    throw new Refusal(400, "invalid_client", "Unknown client, or a wrong client secret");
  return client;
}

function basicCredentials(authorization: string): { readonly id: string; readonly secret: string } {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  const [, id, secret] = /^([^:]*):([^]*)$/.exec(Buffer.from(encoded ?? "", "base64").toString()) ?? [];
  if (id === undefined || secret === undefined)
    throw new Refusal(400, "invalid_client", "The Authorization header is not Basic credentials");
  return { id, secret };
}

async function clientCredentials(served: ServedPool, client: ClientDeclaration, form: Form) {
  if (!client.flows.includes("client_credentials") || client.secret === undefined)
    throw new Refusal(400, "unauthorized_client", "The client may not use client_credentials");
  const scopes = scopesOf(client, form.get("scope"))?.filter(
    (scope) => form.has("scope") || !USER_SCOPES.includes(scope),
  );
  if (scopes === undefined || scopes.some((scope) => USER_SCOPES.includes(scope)))
    throw new Refusal(400, "invalid_scope", `The client may ask for ${client.scopes.join(" ")}`);
  const { accessToken, expiresIn } = await served.issue({ client, scopes });
  return { access_token: accessToken, expires_in: expiresIn, token_type: "Bearer" };
}

async function authorizationCode(served: ServedPool, client: ClientDeclaration, form: Form) {
  const code = form.get("code");
  if (code === undefined) throw new Refusal(400, "invalid_request", "code is missing");
  if (!client.flows.includes("code"))
    throw new Refusal(400, "unauthorized_client", "The client may not use authorization_code");
  const grant = served.grants.redeemCode(code, {
    clientId: client.id,
    redirectUri: form.get("redirect_uri"),
    codeVerifier: form.get("code_verifier"),
  });
  if (!grant || grant.poolId !== served.pool.id)
    throw new Refusal(
      400,
      "invalid_grant",
      "The code is unknown, used, expired, or not for this redirect_uri and verifier",
    );
  return { ...(await userTokens(served, grant)), refresh_token: served.grants.issueRefreshToken(grant) };
}

async function refreshToken(served: ServedPool, client: ClientDeclaration, form: Form) {
  const token = form.get("refresh_token");
  if (token === undefined) throw new Refusal(400, "invalid_request", "refresh_token is missing");
  const grant = served.grants.refreshGrant(token);
  if (!grant || grant.client.id !== client.id || grant.poolId !== served.pool.id)
    throw new Refusal(400, "invalid_grant", "The refresh token is unknown, expired or revoked");
  const { rotationGraceSeconds } = client;
  const next =
    rotationGraceSeconds === undefined ? undefined : served.grants.rotate(token, rotationGraceSeconds);
  return {
    ...(await userTokens(served, withoutNonce(grant))),
    ...(next !== undefined && { refresh_token: next }),
  };
}

/** The nonce belongs to the sign-in: an ID token from a refresh has none (OpenID Connect Core, section 12.2). */
function withoutNonce(grant: Grant): Grant {
  const { poolId, client, user, scopes, authTime, originJti } = grant;
  return { poolId, client, user, scopes, authTime, originJti };
}

async function userTokens(served: ServedPool, grant: Grant) {
  const { accessToken, idToken, expiresIn } = await served.issue(grant);
  return {
    ...(idToken !== undefined && { id_token: idToken }),
    access_token: accessToken,
    expires_in: expiresIn,
    token_type: "Bearer",
  };
}
