import { Refusal, sendJson } from "./exchange";
import type { Exchange } from "./exchange";
import type { ServedPool } from "./servedPool";
import type { TokenVerdict } from "./verifier";

/** /.well-known/openid-configuration, with Cognito's fields. */
export function configuration(issuer: string): Record<string, unknown> {
  return {
    authorization_endpoint: `${issuer}/oauth2/authorize`,
    end_session_endpoint: `${issuer}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ["code", "token"],
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint: `${issuer}/oauth2/token`,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    userinfo_endpoint: `${issuer}/oauth2/userInfo`,
  };
}

/** GET or POST /oauth2/userInfo, with an access token that has the scope `openid`. */
export async function handleUserInfo(
  served: ServedPool,
  { req, res }: Exchange,
  verify: (token: string) => Promise<TokenVerdict>,
): Promise<void> {
  const token = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  if (token === undefined) throw unauthorized("invalid_request", "Bearer token is missing");
  const verdict = await verify(token);
  if (!verdict.ok)
    throw unauthorized(
      "invalid_token",
      verdict.expired ? "Access token is expired" : "Access token is invalid",
    );
  const { claims } = verdict;
  const user = served.users.find(({ sub }) => sub === claims.sub);
  const scopes = String(claims.scope ?? "").split(" ");
  if (claims.token_use !== "access" || !user || !scopes.includes("openid"))
    throw unauthorized("invalid_token", "Access token does not contain openid scope");
  sendJson(res, 200, {
    sub: user.sub,
    ...(scopes.includes("email") && { email_verified: String(user.emailVerified), email: user.email }),
    username: user.username,
  });
}

const unauthorized = (error: string, description: string): Refusal =>
  new Refusal(401, error, description, {
    "WWW-Authenticate": `Bearer error="${error}", error_description="${description}"`,
  });
