import type { DeclaredApi } from "../gateway";
import type { Identity } from "../identity";

/** A request to paste into a shell, with the status it answers. */
export interface Example {
  readonly expect: string;
  readonly command: string;
}

/**
 * One allowed and one refused request for an API. The allowed one fetches its own token, so that the line still works
 * tomorrow; `node -p` reads the JSON, since Node is the one tool that is certainly there.
 */
export function examplesFor(api: DeclaredApi, url: string, identity: Identity): Example[] {
  const target = api.operations.find(
    ({ method, path, scopes }) => method === "GET" && !path.includes("{") && scopes.length > 0,
  );
  if (!target) {
    const open = api.operations.find(({ method, path }) => method === "GET" && !path.includes("{"));
    return open ? [{ expect: "200", command: `curl -i ${url}${open.path}` }] : [];
  }
  const refused = { expect: "401, no token", command: `curl -i ${url}${target.path}` };
  const scope = target.scopes[0] ?? "";
  for (const { tokenUrl, clients } of identity.describe()) {
    const client = clients.find(
      ({ clientSecret, flows, scopes }) =>
        clientSecret && flows.includes("client_credentials") && scopes.includes(scope),
    );
    if (!client) continue;
    const token =
      `curl -s -u ${client.clientId}:${client.clientSecret} ${tokenUrl} ` +
      `-d grant_type=client_credentials -d scope=${scope} | node -p 'JSON.parse(fs.readFileSync(0)).access_token'`;
    return [
      { expect: "200", command: `curl -i ${url}${target.path} -H "Authorization: Bearer $(${token})"` },
      refused,
    ];
  }
  return [refused];
}
