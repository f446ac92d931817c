import type { ContractScope } from "../contract";
import { nearestKey } from "../spelling";
import { keyOf, type StageConfig, StageConfigError } from "../stage";

/** A Cognito resource server, as the scopes of a contract ask for it. */
export interface ResourceServerDesign {
  readonly identifier: string;
  readonly scopes: readonly { readonly scopeName: string; readonly scopeDescription: string }[];
}

/** Scopes are `<resource server>/<scope>`; each server is listed once, in the order of its first scope. */
export function resourceServers(scopes: readonly ContractScope[]): ResourceServerDesign[] {
  const servers = new Map<string, { scopeName: string; scopeDescription: string }[]>();
  for (const { name, description } of scopes) {
    const [identifier = "", scopeName = ""] = name.split("/");
    const server = servers.get(identifier) ?? [];
    // Cognito takes 1 to 256 characters.
    server.push({ scopeName, scopeDescription: (description || name).slice(0, 256) });
    servers.set(identifier, server);
  }
  return [...servers].map(([identifier, list]) => ({ identifier, scopes: list }));
}

/**
 * The API scopes that a public client may ask for: those that the stage names, or all that change nothing: to read, and to
 * receive what is published.
 *
 * @throws StageConfigError when the stage names a scope that the contract does not have.
 */
export function clientScopes(
  client: "browserClient" | "nativeClient",
  scopes: readonly ContractScope[],
  config: StageConfig,
): string[] {
  const known = scopes.map(({ name }) => name);
  const wanted = config.identity[client]?.scopes;
  if (!wanted) return known.filter((name) => /\.read$|\/subscribe$/.test(name));
  const problems = wanted.flatMap((name, index) => {
    if (known.includes(name)) return [];
    const key = keyOf(["identity", client, "scopes", index]);
    const meant = nearestKey(name, known);
    return [
      {
        code: "GH1108",
        key,
        what: `${key} names ${JSON.stringify(name)}, which no contract declares`,
        fix: meant === undefined ? `use ${known.join(", ")}` : `did you mean ${meant}?`,
      },
    ];
  });
  if (problems.length > 0) throw new StageConfigError(config.stage, problems);
  return [...wanted];
}
