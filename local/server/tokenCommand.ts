import type { Identity } from "../identity";

/**
 * A shell command that fetches a token of a machine client for the first of the scopes that one may have; without
 * scopes: all that the client may have. Undefined when no machine client may. Cognito's answer begins with the token.
 */
export function tokenFor(identity: Identity, scopes: readonly string[] = []): string | undefined {
  for (const { tokenUrl, clients } of identity.describe()) {
    for (const { clientId, clientSecret, flows, scopes: own } of clients) {
      if (!clientSecret || !flows.includes("client_credentials")) continue;
      const scope = scopes.find((one) => own.includes(one));
      if (scopes.length > 0 && scope === undefined) continue;
      const wanted = scope === undefined ? "" : ` -d scope=${scope}`;
      return `curl -s -u ${clientId}:${clientSecret} ${tokenUrl} -d grant_type=client_credentials${wanted} | cut -d\\" -f4`;
    }
  }
  return undefined;
}
