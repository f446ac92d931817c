import type { Answer } from "../answer";
import type { GatewayParts } from "../gatewayParts";
import type { HttpContext, HttpGate } from "./context";
import { compileExpression } from "./expressions";
import type { JwtAuthorizerModel } from "./model";
import { refuse } from "./refusal";

const BEARER = /^bearer\s+/i;

/** `scope` or `scp`, as text with spaces or as a list. */
function scopesOf(claims: Readonly<Record<string, unknown>>): readonly string[] {
  const carried = claims.scope ?? claims.scp;
  if (typeof carried === "string") return carried.split(" ").filter((scope) => scope !== "");
  return Array.isArray(carried) ? carried.map(String) : [];
}

/** `aud` counts; `client_id` only when there is no `aud`. */
function hasAudience(claims: Readonly<Record<string, unknown>>, audience: readonly string[]): boolean {
  const presented = claims.aud ?? claims.client_id;
  const values = Array.isArray(presented) ? presented : [presented];
  return values.some((value) => typeof value === "string" && audience.includes(value));
}

/** The claim about time that the token breaks, in words. */
function broken(claims: Readonly<Record<string, unknown>>, nowSeconds: number): string | undefined {
  if (typeof claims.exp !== "number" || claims.exp <= nowSeconds) return "the token has expired";
  if (typeof claims.nbf === "number" && claims.nbf > nowSeconds) return "the token is not yet valid";
  return typeof claims.iat === "number" && claims.iat > nowSeconds
    ? "the token is issued in the future"
    : undefined;
}

/**
 * The JWT authorizer: 401 without a good token, 403 when it carries none of the route's scopes
 * (apigateway/latest/developerguide/http-api-jwt-authorizer.html and http-api-troubleshooting-jwt.html). Signature and
 * issuer are the identity provider's to check.
 */
export function jwtGate(
  authorizer: JwtAuthorizerModel,
  scopes: readonly string[],
  userPoolArns: readonly string[],
  parts: Pick<GatewayParts, "clock" | "verifyToken">,
): HttpGate {
  const identity = compileExpression(authorizer.identitySource);
  const scopeList = scopes.join(" ");

  const deny = (context: HttpContext, status: 401 | 403, error: string, description: string): Answer => {
    context.authorizerError = description;
    context.authorizerStatus = status;
    context.note("authorizer", "deny", description);
    return refuse(context, status, status === 401 ? "UNAUTHORIZED" : "ACCESS_DENIED", [
      ["www-authenticate", `Bearer scope="${scopeList}" error="${error}" error_description="${description}"`],
    ]);
  };

  return async (context) => {
    const token = identity(context)?.replace(BEARER, "").trim();
    if (token === undefined || token === "") {
      context.authorizerStatus = 401;
      context.authorizerError = "no token";
      context.note("authorizer", "deny", `no token in ${authorizer.identitySource}`);
      return refuse(context, 401, "UNAUTHORIZED", [["www-authenticate", "Bearer"]]);
    }
    const verdict = await parts.verifyToken(token, userPoolArns);
    if (!verdict.ok)
      return deny(
        context,
        401,
        "invalid_token",
        verdict.expired === true ? "the token has expired" : verdict.reason.replaceAll('"', "'"),
      );
    const { claims } = verdict;
    const late = broken(claims, parts.clock.now() / 1000);
    if (late !== undefined) return deny(context, 401, "invalid_token", late);
    if (!hasAudience(claims, authorizer.audience))
      return deny(context, 401, "invalid_token", "the token does not have a valid audience");
    const carried = scopesOf(claims);
    const granted = scopes.filter((scope) => carried.includes(scope));
    if (scopes.length > 0 && granted.length === 0)
      return deny(context, 403, "insufficient_scope", "the token does not have a valid scope");
    context.jwt = { claims, scopes: granted };
    context.authorizerStatus = 200;
    context.note("authorizer", "allow");
    return undefined;
  };
}
