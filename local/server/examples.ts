import type { DeclaredApi } from "../gateway";
import type { Identity } from "../identity";
import { webSocketExamples } from "./webSocketExamples";

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
  if (api.kind === "WEBSOCKET") return webSocketExamples(api, url, identity);
  const target = api.operations.find(
    ({ method, path, scopes }) => method === "GET" && !path.includes("{") && scopes.length > 0,
  );
  if (!target) {
    const own = api.kind === "REST" ? withoutToken(api, url) : [];
    if (own.length > 0) return own;
    const open = api.operations.find(
      ({ method, path, authorization, apiKeyRequired }) =>
        method === "GET" && !path.includes("{") && authorization === "NONE" && !apiKeyRequired,
    );
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

/** Examples for methods that ask for a signature or an API key; curl signs by itself. */
function withoutToken(api: DeclaredApi, url: string): Example[] {
  const { credentials, apiKey } = api.caller ?? {};
  const signed = api.operations.find(
    ({ method, path, authorization }) =>
      method === "GET" && !path.includes("{") && authorization === "AWS_IAM",
  );
  if (signed && credentials) {
    const sign =
      `--aws-sigv4 aws:amz:${credentials.region}:execute-api --user ${credentials.accessKeyId}:${credentials.secretAccessKey}` +
      (credentials.sessionToken ? ` -H "x-amz-security-token: ${credentials.sessionToken}"` : "");
    return [
      { expect: "signed", command: `curl -i ${url}${signed.path} ${sign}` },
      { expect: "403, not signed", command: `curl -i ${url}${signed.path}` },
    ];
  }
  const keyed = api.operations.find(
    ({ method, path, authorization, apiKeyRequired }) =>
      method === "GET" && !path.includes("{") && authorization === "NONE" && apiKeyRequired,
  );
  if (!keyed || apiKey === undefined) return [];
  return [
    { expect: "200", command: `curl -i ${url}${keyed.path} -H "x-api-key: ${apiKey}"` },
    { expect: "403, no key", command: `curl -i ${url}${keyed.path}` },
  ];
}
