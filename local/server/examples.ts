import type { DeclaredApi, DeclaredOperation } from "../gateway";
import { CALLER_PATH } from "./callers";
import type { Credentials } from "./credentials";
import type { Example } from "./example";
import type { SignedInCaller } from "./people";
import type { ExampleSetting } from "./settings";
import { webSocketExamples } from "./webSocketExamples";

export interface ExampleParts {
  /** Where the API is. */
  readonly url: string;
  /** Where the rehearsal is. */
  readonly baseUrl: string;
  /** The API's name, short. */
  readonly label: string;
  readonly credentials?: Credentials | undefined;
  readonly setting?: ExampleSetting | undefined;
}

/**
 * One allowed and one refused request for an API, as far as there are. The allowed one asks the rehearsal for its token,
 * key or signature, so that the line still works tomorrow; any shell takes it.
 */
export function examplesFor(api: DeclaredApi, parts: ExampleParts): Example[] {
  const { url, baseUrl, label, credentials, setting } = parts;
  const caller = `${baseUrl}${CALLER_PATH}${label}`;
  if (api.kind === "WEBSOCKET") return webSocketExamples(api, url, { caller, credentials, setting });
  const operation = chosen(api, setting);
  const path = setting?.request?.split(" ")[1] ?? operation?.path;
  if (path === undefined) return [];
  const request = `${quotedUrl(`${url}${path}`)}${how(operation, setting)}`;
  const status = setting?.status ?? 200;
  if (operation && isOpen(operation))
    return [{ status, condition: "for all", command: `curl -i ${request}` }];
  const refused = { status: refusalOf(operation), condition: "without", command: `curl -i ${request}` };
  if (!credentials) return [{ ...refused, condition: "without credentials" }];
  return [
    {
      status,
      condition: credentials.condition,
      command: `curl -s ${caller} | curl -i -K - ${request}`,
    },
    refused,
  ];
}

/** What people who have signed in may call with AWS credentials of an identity pool. */
export function signedInExamples(
  api: DeclaredApi,
  people: readonly SignedInCaller[],
  { url, baseUrl }: Pick<ExampleParts, "url" | "baseUrl">,
): Example[] {
  return people.flatMap((person) =>
    person.pathsOf(api).map((path) => ({
      status: 200,
      condition: person.credentials.condition,
      command: `curl -s ${baseUrl}${CALLER_PATH}${person.name} | curl -i -K - ${quotedUrl(`${url}${path}`)}`,
    })),
  );
}

/** The operation that the settings name, or the first that reads something and needs nothing but credentials. */
function chosen(api: DeclaredApi, setting: ExampleSetting | undefined): DeclaredOperation | undefined {
  if (setting?.request !== undefined) {
    const [method = "", target = ""] = setting.request.split(" ");
    const [path = ""] = target.split("?");
    return (
      api.operations.find((one) => one.method === method && one.path === path) ?? {
        method,
        path,
        authorization: "CUSTOM",
        scopes: [],
        apiKeyRequired: false,
        requiredParameters: [],
        integration: "",
      }
    );
  }
  const plain = api.operations.filter(
    ({ method, path, requiredParameters }) =>
      method === "GET" && !path.includes("{") && requiredParameters.length === 0,
  );
  return (
    plain.find(({ scopes }) => scopes.length > 0) ??
    plain.find((one) => one.authorization === "AWS_IAM") ??
    plain.find((one) => one.apiKeyRequired) ??
    plain.find((one) => !isOpen(one) && setting !== undefined) ??
    plain.find(isOpen)
  );
}

const isOpen = ({ authorization, apiKeyRequired }: DeclaredOperation): boolean =>
  authorization === "NONE" && !apiKeyRequired;

/** curl's options for method and body. */
function how(operation: DeclaredOperation | undefined, setting: ExampleSetting | undefined): string {
  const { method = "GET" } = operation ?? {};
  const body = setting?.body;
  const verb = method === "GET" || (method === "POST" && body !== undefined) ? "" : ` -X ${method}`;
  if (body === undefined) return verb;
  return `${verb} -H content-type:application/json -d ${quoted(JSON.stringify(body))}`;
}

/** What API Gateway answers to a caller without credentials. */
const refusalOf = (operation: DeclaredOperation | undefined): number =>
  operation === undefined || operation.authorization === "NONE" || operation.authorization === "AWS_IAM"
    ? 403
    : 401;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const quotedUrl = (text: string): string => (/^[\w:/.,~%-]+$/.test(text) ? text : quoted(text));
