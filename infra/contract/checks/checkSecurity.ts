import { nearestKey } from "../../spelling";
import type { ContractScope, Json, JsonObject } from "../contract";
import type { DocumentOperation } from "../documentOperations";
import { arrayAt, isArray, isObject, objectAt } from "../json";
import type { ProblemCollector } from "../problemCollector";

/** The one OAuth 2 scheme of a document, and the scopes of all its flows. */
export interface OAuthScheme {
  readonly name: string;
  readonly scopes: readonly ContractScope[];
}

/**
 * Reads the OAuth 2 scheme. One per contract: a method of a REST API has one authorizer. Scopes are written as
 * Cognito writes them in tokens, `<resource server>/<scope>`, and the resource server is named after the API.
 */
export function readScheme(
  document: JsonObject,
  apiName: string,
  problems: ProblemCollector,
): OAuthScheme | undefined {
  const at = ["components", "securitySchemes"];
  const schemes = Object.entries(objectAt(objectAt(document.components).securitySchemes));
  for (const [name, scheme] of schemes) {
    if (objectAt(scheme).type === "oauth2") continue;
    const what = `the scheme ${name} is of type ${String(objectAt(scheme).type)}`;
    problems.add("GH1209", [...at, name], what, "contracts are guarded by Cognito scopes: use type oauth2");
  }
  const own = schemes.filter(([, scheme]) => objectAt(scheme).type === "oauth2");
  for (const [name] of own.slice(1)) {
    problems.add(
      "GH1209",
      [...at, name],
      `${name} is a second scheme`,
      "keep one; a method has one authorizer",
    );
  }
  const first = own[0];
  if (first === undefined) return undefined;
  const [name, scheme] = first;
  const scopes = new Map<string, string>();
  for (const [flow, value] of Object.entries(objectAt(objectAt(scheme).flows))) {
    for (const [scope, description] of Object.entries(objectAt(objectAt(value).scopes))) {
      if (!scope.startsWith(`${apiName}/`) || scope.length === apiName.length + 1) {
        problems.add(
          "GH1209",
          [...at, name, "flows", flow, "scopes", scope],
          `the scope ${scope} is not of the resource server ${apiName}`,
          `name it ${apiName}/${scope.split("/").at(-1) ?? ""}`,
        );
      }
      if (!scopes.has(scope)) scopes.set(scope, String(description ?? ""));
    }
  }
  return { name, scopes: [...scopes].map(([scope, description]) => ({ name: scope, description })) };
}

/**
 * Scopes that admit a caller to an operation: any one of them. `undefined` when the operation is public, which has
 * to be said (`security: []`), so that a forgotten line never opens a method.
 *
 * OpenAPI asks for all scopes of one requirement and for any of several requirements; API Gateway for any of its
 * list. So alternatives are written as several requirements, and two scopes in one are refused.
 */
export function readSecurity(
  item: DocumentOperation,
  scheme: OAuthScheme | undefined,
  problems: ProblemCollector,
): readonly string[] | undefined {
  const name = `${item.method} ${item.path}`;
  const at = [...item.at, "security"];
  const { security } = item.operation;
  if (!isArray(security)) {
    const what = `${name} does not say who may call it`;
    problems.add("GH1208", item.at, what, "add security with a scope, or security: [] to make it public");
    return undefined;
  }
  if (security.length === 0) return undefined;
  return security.flatMap((requirement, index) =>
    readRequirement(requirement, name, [...at, String(index)], scheme, problems),
  );
}

function readRequirement(
  requirement: Json,
  name: string,
  at: readonly string[],
  scheme: OAuthScheme | undefined,
  problems: ProblemCollector,
): string[] {
  const entries = isObject(requirement) ? Object.entries(requirement) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    const what = `a requirement of ${name} names ${entries.length} schemes; API Gateway takes one`;
    problems.add(
      "GH1210",
      at,
      what,
      "name the scheme with one scope; for a public operation write security: []",
    );
    return [];
  }
  const [schemeName, value] = entry;
  if (schemeName !== scheme?.name) {
    const fix =
      scheme === undefined
        ? "declare an oauth2 scheme in components/securitySchemes"
        : `write ${scheme.name}`;
    problems.add(
      "GH1209",
      [...at, schemeName],
      `${name} names the scheme ${schemeName}, which is not declared`,
      fix,
    );
    return [];
  }
  const scopes = arrayAt(value).map(String);
  if (scopes.length !== 1) {
    const what =
      scopes.length === 0
        ? `${name} asks for no scope; a Cognito authorizer then takes ID tokens only`
        : `${name} asks for ${scopes.length} scopes at once; API Gateway would admit a token with any one of them`;
    const fix = "write one scope per requirement; several requirements are alternatives";
    problems.add("GH1210", [...at, schemeName], what, fix);
  }
  const declared = scheme.scopes.map((scope) => scope.name);
  for (const [index, scope] of scopes.entries()) {
    if (declared.includes(scope)) continue;
    const close = nearestKey(scope, declared);
    const fix = close === undefined ? `declare it in the flows of ${schemeName}` : `did you mean ${close}?`;
    problems.add(
      "GH1209",
      [...at, schemeName, String(index)],
      `${name} asks for the unknown scope ${scope}`,
      fix,
    );
  }
  return scopes;
}
