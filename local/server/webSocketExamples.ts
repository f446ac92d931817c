import { join, relative } from "node:path";
import type { DeclaredApi } from "../gateway";
import type { Credentials } from "./credentials";
import type { Example } from "./example";
import type { ExampleSetting } from "./settings";

const CLIENT = join(__dirname, "..", "..", "bin", "connect.js");

export interface WebSocketExampleParts {
  /** Where the credentials are. */
  readonly caller: string;
  readonly credentials: Credentials | undefined;
  readonly setting: ExampleSetting | undefined;
}

/** The first route of its own, named as the selection expression finds it; any text otherwise. */
function messageFor(api: DeclaredApi): unknown {
  const route = api.operations.find(({ path }) => !path.startsWith("$"))?.path;
  const member = /^\$\{?request\.body\.(\w+)\}?$/.exec(api.webSocket?.routeSelectionExpression ?? "")?.[1];
  return route === undefined || member === undefined ? "hello" : { [member]: route };
}

/** One connection that is let in and sends a message, and one that is not let in, for a WebSocket API. */
export function webSocketExamples(
  api: DeclaredApi,
  url: string,
  { caller, credentials, setting }: WebSocketExampleParts,
): Example[] {
  const body = setting?.body ?? messageFor(api);
  const message = (typeof body === "string" ? body : JSON.stringify(body)).replaceAll("'", "\\u0027");
  const client = `node ${relative(process.cwd(), CLIENT)}`;
  const open = (api.webSocket?.identitySources ?? []).length === 0;
  if (open) return [{ status: 101, condition: "for all", command: `${client} ${url} '${message}'` }];
  const refused = { status: 401, condition: "without", command: `${client} ${url}` };
  if (!credentials) return [{ ...refused, condition: "without credentials" }];
  return [
    {
      status: 101,
      condition: credentials.condition,
      command: `curl -s ${caller} | ${client} -K - ${url} '${message}'`,
    },
    refused,
  ];
}
