import { fields, Refusal } from "./exchange";
import type { ClientDeclaration } from "./pools";
import { findClient } from "./servedPool";
import type { ServedPool } from "./servedPool";

/** A request of a browser to sign somebody in, found good. */
export interface AuthorizationRequest {
  readonly client: ClientDeclaration;
  readonly redirectUri: string;
  readonly responseType: "code" | "token";
  readonly scopes: readonly string[];
  readonly state?: string;
  readonly nonce?: string;
  readonly codeChallenge?: string;
}

/** Goes back to the client, at an address that is known to be the client's. */
export class ClientRefusal extends Error {
  constructor(
    readonly redirectUri: string,
    readonly responseType: "code" | "token",
    readonly error: string,
    readonly description: string,
    readonly state: string | undefined,
  ) {
    super(description);
    this.name = "ClientRefusal";
  }
}

/** base64url of a SHA-256 digest. */
const S256_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/**
 * Reads /oauth2/authorize's parameters. Until client and redirect URI are certain, an error stays on a page here
 * ({@link Refusal}); after that it goes to the client ({@link ClientRefusal}). Source: RFC 6749, section 4.1.2.1, and
 * "Authorize endpoint" in the Cognito developer guide. A public client must send an S256 challenge: Cognito would let
 * it go without, but a code could then be used by whoever reads it (RFC 9700, section 2.1.1).
 */
export function readAuthorizationRequest(
  served: ServedPool,
  parameters: URLSearchParams,
): AuthorizationRequest {
  const sent = fields(parameters);
  const clientId = sent.get("client_id");
  if (clientId === undefined) throw new Refusal(400, "invalid_request", "client_id is missing");
  const client = findClient(served, clientId);
  if (!client)
    throw new Refusal(400, "invalid_client", `Client ${clientId} does not exist in this user pool`);
  const redirectUri = redirectUriOf(client, sent.get("redirect_uri"));
  const wanted = sent.get("response_type");
  const responseType = wanted === "token" ? "token" : "code";
  const state = sent.get("state");
  const refuse = (error: string, description: string): never => {
    throw new ClientRefusal(redirectUri, responseType, error, description, state);
  };

  if (wanted !== "code" && wanted !== "token")
    return refuse(
      wanted === undefined ? "invalid_request" : "unsupported_response_type",
      "response_type must be code or token",
    );
  const flow = wanted === "code" ? "code" : "implicit";
  if (!client.flows.includes(flow))
    return refuse("unauthorized_client", `the client may not use the ${flow} flow`);
  const scopes = scopesOf(client, sent.get("scope"));
  if (scopes === undefined)
    return refuse("invalid_scope", `the client may ask for ${client.scopes.join(" ") || "no scope"}`);
  const codeChallenge = sent.get("code_challenge");
  const method = sent.get("code_challenge_method");
  if (codeChallenge === undefined && method !== undefined)
    return refuse("invalid_request", "code_challenge is missing");
  if (codeChallenge !== undefined && (method !== "S256" || !S256_CHALLENGE.test(codeChallenge)))
    return refuse(
      "invalid_request",
      "code_challenge must be base64url of SHA-256, and code_challenge_method S256",
    );
  if (flow === "code" && client.secret === undefined && codeChallenge === undefined)
    return refuse("invalid_request", "code_challenge is missing: a client without secret needs PKCE (S256)");
  const nonce = sent.get("nonce");
  return {
    client,
    redirectUri,
    responseType,
    scopes,
    ...(state !== undefined && { state }),
    ...(nonce !== undefined && { nonce }),
    ...(codeChallenge !== undefined && { codeChallenge }),
  };
}

/** Exactly one of the declared addresses, character by character. */
function redirectUriOf(client: ClientDeclaration, sent: string | undefined): string {
  const redirectUri = sent ?? client.defaultRedirectUri;
  if (redirectUri === undefined) throw new Refusal(400, "invalid_request", "redirect_uri is missing");
  if (!client.redirectUris.includes(redirectUri))
    throw new Refusal(
      400,
      "redirect_mismatch",
      `${redirectUri} is not one of the client's callbackUrls: ${client.redirectUris.join(", ") || "it has none"}`,
    );
  return redirectUri;
}

/** The scopes that were asked for, or all of the client's; undefined when one is not allowed. */
export function scopesOf(client: ClientDeclaration, sent: string | undefined): readonly string[] | undefined {
  if (sent === undefined) return client.scopes;
  const wanted = [...new Set(sent.split(" ").filter((scope) => scope !== ""))];
  return wanted.every((scope) => client.scopes.includes(scope)) ? wanted : undefined;
}
