import type { Answer } from "../answer";
import type { Authorization } from "../api/model";
import type { GatewayParts } from "../gatewayParts";
import type { RequestContext } from "../request/context";
import type { Gate } from "../runtime";

type CognitoAuthorization = Extract<Authorization, { readonly type: "COGNITO_USER_POOLS" }>;

const BEARER = "Bearer ";

/** The token of the identity source; a `Bearer ` in front of it does not count. */
function tokenOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const token = (header.startsWith(BEARER) ? header.slice(BEARER.length) : header).trim();
  return token === "" || token === BEARER.trim() ? undefined : token;
}

/** The scopes of an access token: space-separated in the claim `scope`. */
function scopesOf(claims: Readonly<Record<string, unknown>>): readonly string[] {
  return typeof claims.scope === "string" ? claims.scope.split(" ") : [];
}

/**
 * The Cognito user pool authorizer. A method without scopes takes an ID token, a method with scopes an access token
 * that carries one of them; everything else is 401
 * (apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html).
 */
export function cognitoGate(
  authorization: CognitoAuthorization,
  parts: Pick<GatewayParts, "verifyToken">,
): Gate {
  const { header, providerArns, scopes } = authorization;
  const wanted = scopes.length === 0 ? "id" : "access";
  const missing = scopes.join(" or ");
  const expression =
    authorization.identityValidationExpression === undefined
      ? undefined
      : new RegExp(`^(?:${authorization.identityValidationExpression})$`);

  const deny = (context: RequestContext, reason: string, message?: string): Answer => {
    context.authorizerError = message ?? "Unauthorized";
    context.authorizerStatus = 401;
    context.note("authorizer", "deny", reason);
    return context.arrival.stage.responses.answer(
      context,
      "UNAUTHORIZED",
      message === undefined ? {} : { message },
    );
  };

  return async (context): Promise<Answer | undefined> => {
    const presented = context.header(header);
    const token = tokenOf(presented);
    if (token === undefined || presented === undefined) return deny(context, `no ${header} header`);
    if (expression !== undefined && !expression.test(presented))
      return deny(context, "token does not match the identity validation expression");
    const verdict = await parts.verifyToken(token, providerArns);
    if (!verdict.ok)
      return verdict.expired === true
        ? deny(context, verdict.reason, "The incoming token has expired")
        : deny(context, verdict.reason);
    const { claims } = verdict;
    if (claims.token_use !== wanted)
      return deny(
        context,
        `method ${scopes.length === 0 ? "without" : "with"} scopes takes an ${wanted} token`,
      );
    if (wanted === "access") {
      const carried = scopesOf(claims);
      if (!scopes.some((scope) => carried.includes(scope))) return deny(context, `token lacks ${missing}`);
    }
    context.claims = claims;
    context.authorizerStatus = 200;
    context.note("authorizer", "allow");
    return undefined;
  };
}
