import type { DeclaredApi } from "../gateway";
import type { Identity } from "../identity";
import type { ExampleSetting } from "./settings";

/** An option of curl by its long name, and its value. */
export type CurlOption = readonly [option: "header" | "url-query" | "aws-sigv4" | "user", value: string];

/** What lets an example request to an API in. */
export interface Credentials {
  /** In words, such as `with a token`. */
  readonly condition: string;
  /** Made now; undefined when the secret that it is made of has no value. */
  present(): Promise<readonly CurlOption[] | undefined>;
}

interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface CredentialsParts {
  readonly identity: Identity;
  readonly setting?: ExampleSetting | undefined;
  /** Text of a secret as it is now. */
  readonly secretText: (nameOrArn: string) => Promise<string | undefined>;
}

/** Finds what lets somebody in, as far as the declaration and the stage's settings tell. */
export function credentialsFor(api: DeclaredApi, parts: CredentialsParts): Credentials | undefined {
  const own = api.kind === "WEBSOCKET" ? handshake(api, parts) : (set(parts) ?? declared(api, parts));
  const endpoint = api.caller?.vpcEndpoint;
  if (!own || endpoint === undefined) return own;
  return {
    condition: `${own.condition}, through the VPC endpoint`,
    async present() {
      const options = await own.present();
      return options && [["header", `x-gatehouse-vpce: ${endpoint}`], ...options];
    },
  };
}

/** The headers that the stage's settings name. */
function set({ setting, secretText }: CredentialsParts): Credentials | undefined {
  const headers = Object.entries(setting?.headers ?? {});
  if (headers.length === 0) return undefined;
  return {
    condition: `with ${headers.map(([name]) => name).join(" and ")}`,
    async present() {
      const members = setting?.secret === undefined ? {} : membersOf(await secretText(setting.secret));
      return members && headers.map(([name, value]) => ["header", `${name}: ${fill(value, members)}`]);
    },
  };
}

function declared(api: DeclaredApi, { identity }: CredentialsParts): Credentials | undefined {
  const token = tokenFor(
    identity,
    api.operations.flatMap(({ scopes }) => scopes),
  );
  if (token)
    return {
      condition: "with a token",
      present: async () => [["header", `Authorization: Bearer ${await token()}`]],
    };
  const { credentials, apiKey } = api.caller ?? {};
  if (credentials)
    return { condition: "signed", present: async () => signedOptions(credentials.region, credentials) };
  return apiKey === undefined
    ? undefined
    : { condition: "with a key", present: async () => [["header", `x-api-key: ${apiKey}`]] };
}

/** What makes curl sign a request to an API. */
export const signedOptions = (
  region: string,
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
): CurlOption[] => [
  ["aws-sigv4", `aws:amz:${region}:execute-api`],
  ["user", `${accessKeyId}:${secretAccessKey}`],
  ...(sessionToken === undefined ? [] : [["header", `x-amz-security-token: ${sessionToken}`] as const]),
];

const SOURCE = /^route\.request\.(header|querystring)\.(.+)$/;

/** What `$connect`'s authorizer looks at: a token, and the page that connects. */
function handshake(api: DeclaredApi, { identity, setting }: CredentialsParts): Credentials | undefined {
  const sources = (api.webSocket?.identitySources ?? []).flatMap((source) => {
    const [, place, name = ""] = SOURCE.exec(source) ?? [];
    return place === undefined ? [] : [{ place, name }];
  });
  const token = tokenFor(identity);
  if (sources.length === 0 || !token) return undefined;
  const chosen = Object.entries(setting?.headers ?? {});
  const isChosen = (header: string): boolean =>
    chosen.some(([name]) => name.toLowerCase() === header.toLowerCase());
  // Browsers name the page in each handshake, and authorizers look at it whether or not they say so.
  const page = isChosen("origin") ? [] : [["header", `Origin: ${pageOf(identity)}`] as const];
  return {
    condition: "with a token",
    async present() {
      const value = await token();
      return [
        ...chosen.map(([name, text]) => ["header", `${name}: ${text}`] as const),
        ...page,
        ...sources.flatMap(({ place, name }): CurlOption[] => {
          if (place === "querystring") return [["url-query", `${name}=${value}`]];
          return /^origin$/i.test(name) || isChosen(name) ? [] : [["header", `${name}: Bearer ${value}`]];
        }),
      ];
    },
  };
}

/** Where people are sent back to after they have signed in: a page that the platform knows. */
function pageOf(identity: Identity): string {
  const pages = identity
    .describe()
    .flatMap(({ clients }) => clients.flatMap(({ redirectUris }) => redirectUris))
    .filter((uri) => /^https?:/.test(uri) && URL.canParse(uri));
  return pages[0] === undefined ? "http://localhost:3000" : new URL(pages[0]).origin;
}

/**
 * Makes tokens of a machine client with those of the scopes that it may have; without scopes: with all it may have.
 * Undefined when no machine client may have one.
 */
function tokenFor(identity: Identity, scopes?: readonly string[]): (() => Promise<string>) | undefined {
  for (const { poolId, clients } of identity.describe()) {
    for (const { clientId, flows, scopes: own } of clients) {
      if (!flows.includes("client_credentials")) continue;
      const wanted = scopes === undefined ? own : own.filter((scope) => scopes.includes(scope));
      if (wanted.length > 0)
        return async () => (await identity.mint({ client: clientId, poolId, scopes: wanted })).accessToken;
    }
  }
  return undefined;
}

/** The texts in a JSON object; undefined when it is none. */
function membersOf(text: string | undefined): Readonly<Record<string, string>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (typeof value !== "object" || value === null) return undefined;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return undefined;
  }
}

const fill = (template: string, members: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(members, name) ? (members[name] ?? whole) : whole,
  );
