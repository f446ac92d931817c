import type { ContractAuthorizer, ContractScope, Json, JsonObject } from "../contract";
import type { ContractFolder } from "../contractFolder";
import { authorizerHint, readHint } from "../hints";
import { objectAt } from "../json";
import type { ProblemCollector } from "../problemCollector";
import { checkHandler } from "../readIntegration";

/** A declared way to say who calls. */
export type SecurityScheme =
  /** Access tokens of the stage's Cognito user pool. */
  | { readonly kind: "oauth2"; readonly name: string; readonly scopes: readonly ContractScope[] }
  | { readonly kind: "authorizer"; readonly name: string; readonly authorizer: ContractAuthorizer }
  /** Requests signed with AWS credentials. */
  | { readonly kind: "sigv4"; readonly name: string }
  /** API Gateway's own keys, in the header `x-api-key`. */
  | { readonly kind: "apiKey"; readonly name: string };

const AT = ["components", "securitySchemes"];
const EXAMPLE = "sigv4 or { lambda: authorizer, identitySources: [method.request.header.Authorization] }";

/** The security schemes of a document; those that API Gateway has no counterpart for are reported. */
export function readSchemes(
  document: JsonObject,
  apiName: string,
  folder: ContractFolder,
  problems: ProblemCollector,
): SecurityScheme[] {
  const entries = Object.entries(objectAt(objectAt(document.components).securitySchemes));
  const schemes = entries.flatMap(([name, value]): SecurityScheme[] => {
    const scheme = objectAt(value);
    if (scheme["x-gatehouse-authorizer"] !== undefined) return readAuthorizer(name, scheme, folder, problems);
    if (scheme.type === "oauth2")
      return [{ kind: "oauth2", name, scopes: readFlows(name, scheme, apiName, problems) }];
    if (scheme.type === "apiKey" && scheme.in === "header" && isKeyHeader(scheme.name))
      return [{ kind: "apiKey", name }];
    const what = `the scheme ${name} is of type ${String(scheme.type)}, which nothing of API Gateway answers to`;
    const fix =
      "use oauth2 for Cognito scopes, apiKey with name: x-api-key in: header for API keys, or add x-gatehouse-authorizer";
    problems.add("GH1209", [...AT, name], what, fix);
    return [];
  });
  for (const kind of ["oauth2", "apiKey"] as const) {
    for (const { name } of schemes.filter((scheme) => scheme.kind === kind).slice(1)) {
      problems.add("GH1209", [...AT, name], `${name} is a second scheme of this kind`, "keep one");
    }
  }
  return schemes;
}

const isKeyHeader = (name: Json | undefined): boolean => String(name).toLowerCase() === "x-api-key";

function readAuthorizer(
  name: string,
  scheme: JsonObject,
  folder: ContractFolder,
  problems: ProblemCollector,
): SecurityScheme[] {
  const at = [...AT, name, "x-gatehouse-authorizer"];
  const hint = readHint(authorizerHint, scheme["x-gatehouse-authorizer"], at, EXAMPLE, problems);
  if (hint === undefined) return [];
  if (hint === "sigv4") return [{ kind: "sigv4", name }];
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    problems.add(
      "GH1209",
      [...AT, name],
      `API Gateway does not take the authorizer name ${name}`,
      "use letters and digits",
    );
  }
  // The scheme stays declared without its handler: one missing file is one problem, not one for each operation.
  checkHandler(hint.lambda, [...at, "lambda"], `the scheme ${name}`, { folder, problems });
  const { lambda, identitySources, ttlSeconds } = hint;
  return [{ kind: "authorizer", name, authorizer: { name, function: lambda, identitySources, ttlSeconds } }];
}

/**
 * The scopes of all flows. They are written as Cognito writes them in tokens, `<resource server>/<scope>`, and the
 * resource server is named after the API.
 */
function readFlows(
  name: string,
  scheme: JsonObject,
  apiName: string,
  problems: ProblemCollector,
): ContractScope[] {
  const scopes = new Map<string, string>();
  for (const [flow, value] of Object.entries(objectAt(scheme.flows))) {
    for (const [scope, description] of Object.entries(objectAt(objectAt(value).scopes))) {
      if (!scope.startsWith(`${apiName}/`) || scope.length === apiName.length + 1) {
        problems.add(
          "GH1209",
          [...AT, name, "flows", flow, "scopes", scope],
          `the scope ${scope} is not of the resource server ${apiName}`,
          `name it ${apiName}/${scope.split("/").at(-1) ?? ""}`,
        );
      }
      if (!scopes.has(scope)) scopes.set(scope, String(description ?? ""));
    }
  }
  return [...scopes].map(([scope, description]) => ({ name: scope, description }));
}
