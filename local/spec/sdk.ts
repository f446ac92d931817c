import openapiTypescript, { astToString } from "openapi-typescript";
import type { SpecDocument } from "./document";

/** File name → content. */
export type SdkFiles = Readonly<Record<string, string>>;

/** What names and pins a client. */
export interface SdkSettings {
  /** Such as `storefront-v1`. */
  readonly title: string;
  /** Version of `openapi-fetch` that the client calls through. */
  readonly openapiFetch: string;
}

/**
 * A typed TypeScript client: the types by openapi-typescript, the calls by openapi-fetch. Paths, parameters, bodies and
 * answers are checked by the compiler; at run time it is `fetch`.
 */
export async function sdk(document: SpecDocument, { title, openapiFetch }: SdkSettings): Promise<SdkFiles> {
  const types = astToString(await openapiTypescript(JSON.stringify(document), { alphabetize: false }));
  const create = `create${pascal(title)}Client`;
  const info = document.info as { readonly version?: string } | undefined;
  const manifest = {
    name: title,
    version: info?.version ?? "0.0.0",
    type: "module",
    main: "./index.ts",
    types: "./index.ts",
    dependencies: { "openapi-fetch": openapiFetch },
  };
  return {
    "schema.ts": `// Generated from the API's document; changes here are overwritten.\n${types}`,
    "index.ts": client(title, create),
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "README.md": readme(title, create),
  };
}

// With the extension, which Node's module resolution asks for and bundlers' understand.
const client = (
  title: string,
  create: string,
): string => `// Generated from the API's document; changes here are overwritten.
import createClient, { type Client, type ClientOptions } from "openapi-fetch";
import type { paths } from "./schema.js";

export type { components, operations, paths } from "./schema.js";

/** A client of ${title}. \`baseUrl\` is the address of a stage, \`headers.Authorization\` a bearer token. */
export const ${create} = (options: ClientOptions & { baseUrl: string }): Client<paths> =>
  createClient<paths>(options);
`;

const readme = (title: string, create: string): string => `# ${title}

\`\`\`ts
import { ${create} } from "./index";

const client = ${create}({
  baseUrl: "https://…", // the address of a stage
  headers: { Authorization: \`Bearer \${token}\` },
});
\`\`\`

\`client.GET("/…")\` gives \`{ data, error, response }\`; paths, parameters and bodies are typed.
`;

const pascal = (title: string): string =>
  title
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== "")
    .map((part) => part[0]?.toUpperCase() + part.slice(1))
    .join("");
