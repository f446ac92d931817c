import type { DeclaredApi, DeclaredOperation } from "../gateway";
import type { Identity } from "../identity";
import { CALLER_PATH } from "./callers";
import type { ExampleSetting } from "./settings";
import { tokenFor } from "./tokenCommand";
import { webSocketExamples } from "./webSocketExamples";

/** A request to paste into a shell, with the status it answers and what makes it so. */
export interface Example {
  readonly status: number;
  readonly condition: string;
  readonly command: string;
}

export interface ExampleParts {
  /** Where the API is. */
  readonly url: string;
  /** Where the rehearsal is. */
  readonly baseUrl: string;
  /** The API's name, short. */
  readonly label: string;
  readonly identity: Identity;
  readonly setting?: ExampleSetting;
}

/**
 * One allowed and one refused request for an API, as far as there are. The allowed one fetches its own token or key, so
 * that the line still works tomorrow.
 */
export function examplesFor(api: DeclaredApi, parts: ExampleParts): Example[] {
  const { url, baseUrl, label, identity, setting } = parts;
  if (api.kind === "WEBSOCKET") return webSocketExamples(api, url, identity, setting);
  if (setting?.request !== undefined) return asSet(api, { ...setting, request: setting.request }, parts);
  const plain = api.operations.filter(
    ({ method, path, requiredParameters }) =>
      method === "GET" && !path.includes("{") && requiredParameters.length === 0,
  );
  for (const operation of plain.filter(({ scopes }) => scopes.length > 0)) {
    const token = tokenFor(identity, operation.scopes);
    const command = `curl -i ${url}${operation.path}`;
    const refused = { status: 401, condition: "without", command };
    if (token === undefined) return [{ ...refused, condition: "without a token" }];
    const authorization = `-H "Authorization: Bearer $(${token})"`;
    return [{ status: 200, condition: "with a token", command: `${command} ${authorization}` }, refused];
  }
  const signed = plain.find(({ authorization }) => authorization === "AWS_IAM");
  if (signed && api.caller?.credentials) return signedExamples(api, `${url}${signed.path}`);
  const open = plain.filter(({ authorization }) => authorization === "NONE");
  const keyed = open.find(({ apiKeyRequired }) => apiKeyRequired);
  if (keyed && api.caller?.apiKey !== undefined) {
    const command = `curl -i ${url}${keyed.path}`;
    return [
      { status: 200, condition: "with a key", command: `${command} -H "x-api-key: ${api.caller.apiKey}"` },
      { status: 403, condition: "without", command },
    ];
  }
  const free = open.find(({ apiKeyRequired }) => !apiKeyRequired);
  const headers = setting ? ` ${callerHeaders(baseUrl, label)}` : "";
  return free ? [{ status: 200, condition: "for all", command: `curl -i ${url}${free.path}${headers}` }] : [];
}

/** curl reads what the rehearsal says at the time: keys rotate. */
const callerHeaders = (baseUrl: string, label: string): string =>
  `-H @<(curl -s ${baseUrl}${CALLER_PATH}${label})`;

/** The request that the stage's settings name, with and without the caller's headers. */
function asSet(
  api: DeclaredApi,
  { request, status, body, headers }: ExampleSetting & { readonly request: string },
  { url, baseUrl, label }: ExampleParts,
): Example[] {
  const [method = "GET", path = "/"] = request.split(" ");
  const data =
    body === undefined ? "" : ` -H content-type:application/json -d ${quoted(JSON.stringify(body))}`;
  const verb = method === "GET" || (method === "POST" && body !== undefined) ? "" : ` -X ${method}`;
  const target = `curl -i${verb} ${quotedUrl(`${url}${path}`)}`;
  if (Object.keys(headers).length === 0)
    return [{ status, condition: "for all", command: `${target}${data}` }];
  const operation = api.operations.find((one) => one.method === method && one.path === path.split("?")[0]);
  return [
    {
      status,
      condition: `with the caller's ${listed(Object.keys(headers))}`,
      command: `${target} ${callerHeaders(baseUrl, label)}${data}`,
    },
    { status: refusalOf(operation), condition: "without", command: `${target}${data}` },
  ];
}

/** What API Gateway answers to a caller without credentials. */
const refusalOf = (operation: DeclaredOperation | undefined): number =>
  operation === undefined || operation.authorization === "NONE" || operation.authorization === "AWS_IAM"
    ? 403
    : 401;

/** Requests for methods that ask for a signature; curl signs by itself. */
function signedExamples(api: DeclaredApi, target: string): Example[] {
  const { credentials, vpcEndpoint } = api.caller ?? {};
  if (!credentials) return [];
  const { region, accessKeyId, secretAccessKey, sessionToken } = credentials;
  const through = vpcEndpoint === undefined ? "" : ` -H x-gatehouse-vpce:${vpcEndpoint}`;
  const session = sessionToken === undefined ? "" : ` -H x-amz-security-token:${sessionToken}`;
  const sign = ` --aws-sigv4 aws:amz:${region}:execute-api --user ${accessKeyId}:${secretAccessKey}${session}`;
  return [
    {
      status: 200,
      condition: `signed${through && ", through the VPC endpoint"}`,
      command: `curl -i ${target}${through}${sign}`,
    },
    { status: 403, condition: "unsigned", command: `curl -i ${target}${through}` },
  ];
}

const listed = (names: readonly string[]): string => names.join(" and ");
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const quotedUrl = (text: string): string =>
  /^[\w:/.$,~%-]+$/.test(text) && !text.includes("$") ? text : quoted(text);
