import type { APIGatewayAuthorizerResult } from "aws-lambda";

/** The part of a `$connect` request that an authorizer is given. */
export interface ConnectRequest {
  readonly methodArn: string;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
}

/** What an access token says, once it is verified. */
export interface TokenClaims {
  readonly sub?: string;
  readonly scope?: unknown;
  readonly client_id?: unknown;
  readonly token_use?: unknown;
}

export interface AuthorizeParts {
  /** Origins whose pages may connect. */
  readonly allowedOrigins: readonly string[];
  /** App clients whose tokens count. */
  readonly clientIds: readonly string[];
  /** Whether the request came through the distribution in front of the API, where there is one. */
  readonly cameThroughFront: (headers: ConnectRequest["headers"]) => Promise<boolean>;
  /** Signature, issuer and expiry. @throws when any of them is not right */
  readonly verify: (token: string) => Promise<TokenClaims>;
}

/** API Gateway answers 401 to exactly this. */
export class Unauthorized extends Error {
  constructor() {
    super("Unauthorized");
    this.name = "Unauthorized";
  }
}

/**
 * Decides whether a connection may be made: from a page that may (a WebSocket knows no CORS, so a page of any site could
 * connect in its visitor's name), through the front, and with an access token of one of our clients that has the scope
 * `live/subscribe`. What the token allows goes with every message of the connection.
 *
 * @throws Unauthorized when the token is none (401). A refusal for any other reason is a policy that denies (403).
 */
export async function authorize(
  request: ConnectRequest,
  { allowedOrigins, clientIds, cameThroughFront, verify }: AuthorizeParts,
): Promise<APIGatewayAuthorizerResult> {
  const { methodArn, headers, queryStringParameters } = request;
  const origin = headerOf(headers, "origin");
  if (origin === undefined || !allowedOrigins.includes(origin)) return policy("nobody", "Deny", methodArn);
  if (!(await cameThroughFront(headers))) return policy("nobody", "Deny", methodArn);

  const claims = await verified(queryStringParameters?.token, verify);
  const scope = typeof claims.scope === "string" ? claims.scope : "";
  const principalId = claims.sub ?? "";
  const ours =
    claims.token_use === "access" &&
    typeof claims.client_id === "string" &&
    clientIds.includes(claims.client_id);
  if (!ours || principalId === "") throw new Unauthorized();
  if (!scope.split(" ").includes("live/subscribe")) return policy(principalId, "Deny", methodArn);
  return { ...policy(principalId, "Allow", methodArn), context: { scope } };
}

async function verified(token: string | undefined, verify: AuthorizeParts["verify"]): Promise<TokenClaims> {
  if (token === undefined || token === "") throw new Unauthorized();
  try {
    return await verify(token);
  } catch {
    throw new Unauthorized();
  }
}

const policy = (
  principalId: string,
  Effect: "Allow" | "Deny",
  Resource: string,
): APIGatewayAuthorizerResult => ({
  principalId,
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Action: "execute-api:Invoke", Effect, Resource }],
  },
});

const headerOf = (headers: ConnectRequest["headers"], name: string): string | undefined =>
  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
