import { nearestKey } from "../../spelling";
import type { ContractAccess, Json } from "../contract";
import type { DocumentOperation } from "../documentOperations";
import { arrayAt, isArray, isObject } from "../json";
import type { ProblemCollector } from "../problemCollector";
import type { SecurityScheme } from "./readSchemes";

/** What an operation asks of its callers. */
export interface OperationSecurity {
  readonly access: ContractAccess;
  readonly apiKeyRequired: boolean;
}

/** One operation's `security`, and what it is read with. */
interface Reading {
  /** `GET /users` */
  readonly name: string;
  readonly schemes: readonly SecurityScheme[];
  readonly problems: ProblemCollector;
}

/**
 * Who is let in. An operation that is public has to say so (`security: []`), so that a forgotten line never opens a
 * method.
 *
 * OpenAPI asks for all schemes and scopes of one requirement and for any of several requirements. API Gateway has one
 * authorizer for a method, asks for any of a list of scopes, and for an API key besides. So a requirement names one
 * scheme, with the API key where one is needed, and several requirements are alternatives only by their scopes.
 */
export function readSecurity(
  item: DocumentOperation,
  schemes: readonly SecurityScheme[],
  problems: ProblemCollector,
): OperationSecurity {
  const name = `${item.method} ${item.path}`;
  const at = [...item.at, "security"];
  const { security } = item.operation;
  const open: OperationSecurity = { access: { kind: "public" }, apiKeyRequired: false };
  if (!isArray(security)) {
    const what = `${name} does not say who may call it`;
    problems.add("GH1208", item.at, what, "add security with a scope, or security: [] to make it public");
    return open;
  }
  const reading: Reading = { name, schemes, problems };
  const read = security.flatMap((requirement, index) =>
    readRequirement(requirement, [...at, String(index)], reading),
  );
  const [first, ...others] = read;
  if (first === undefined) return open;
  for (const [index, other] of others.entries()) {
    const alike =
      other.apiKeyRequired === first.apiKeyRequired &&
      other.access.kind === "scopes" &&
      first.access.kind === "scopes";
    if (alike) continue;
    const what = `${name} has alternatives that differ by more than their scopes; a method has one authorizer`;
    problems.add("GH1210", [...at, String(index + 1)], what, "keep one, or make two operations of it");
  }
  const scopes = read.flatMap(({ access }) => (access.kind === "scopes" ? access.scopes : []));
  return first.access.kind === "scopes" ? { ...first, access: { kind: "scopes", scopes } } : first;
}

function readRequirement(requirement: Json, at: readonly string[], reading: Reading): OperationSecurity[] {
  const { name, schemes, problems } = reading;
  const entries = isObject(requirement) ? Object.entries(requirement) : [];
  const known = entries.flatMap(([key, value]) => {
    const scheme = schemes.find((one) => one.name === key);
    if (scheme === undefined) undeclared(key, [...at, key], reading);
    return scheme === undefined ? [] : [{ scheme, value }];
  });
  if (known.length < entries.length) return [];
  const keys = known.filter(({ scheme }) => scheme.kind === "apiKey");
  const guards = known.filter(({ scheme }) => scheme.kind !== "apiKey");
  const [guard] = guards;
  if (keys.length > 0 && guard === undefined) {
    const what = `${name} asks for nothing but an API key, which says who calls and proves nothing`;
    problems.add("GH1218", at, what, "name an authorizer beside it: { partner: [], api_key: [] }");
    return [];
  }
  if (guard === undefined || guards.length > 1) {
    const what = `a requirement of ${name} names ${guards.length} schemes; API Gateway takes one`;
    const fix = "name the scheme with one scope; for a public operation write security: []";
    problems.add("GH1210", at, what, fix);
    return [];
  }
  const access = readAccess(guard.scheme, guard.value, [...at, guard.scheme.name], reading);
  return access === undefined ? [] : [{ access, apiKeyRequired: keys.length > 0 }];
}

function undeclared(key: string, at: readonly string[], { name, schemes, problems }: Reading): void {
  const names = schemes.map((scheme) => scheme.name);
  const close = nearestKey(key, names);
  const [only] = names;
  const fix =
    close !== undefined
      ? `did you mean ${close}?`
      : only === undefined
        ? "declare an oauth2 scheme in components/securitySchemes"
        : `write ${names.join(" or ")}`;
  problems.add("GH1209", at, `${name} names the scheme ${key}, which is not declared`, fix);
}

function readAccess(
  scheme: SecurityScheme,
  value: Json,
  at: readonly string[],
  reading: Reading,
): ContractAccess | undefined {
  if (scheme.kind === "oauth2") return { kind: "scopes", scopes: readScopes(scheme, value, at, reading) };
  if (arrayAt(value).length > 0) {
    const what = `${reading.name} asks ${scheme.name} for scopes, which only an oauth2 scheme has`;
    reading.problems.add("GH1210", at, what, `write ${scheme.name}: []`);
  }
  if (scheme.kind === "sigv4") return { kind: "sigv4" };
  return scheme.kind === "authorizer" ? { kind: "authorizer", authorizer: scheme.name } : undefined;
}

function readScopes(
  scheme: Extract<SecurityScheme, { kind: "oauth2" }>,
  value: Json,
  at: readonly string[],
  { name, problems }: Reading,
): readonly string[] {
  const scopes = arrayAt(value).map(String);
  if (scopes.length !== 1) {
    const what =
      scopes.length === 0
        ? `${name} asks for no scope; a Cognito authorizer then takes ID tokens only`
        : `${name} asks for ${scopes.length} scopes at once; API Gateway would admit a token with any one of them`;
    const fix = "write one scope per requirement; several requirements are alternatives";
    problems.add("GH1210", at, what, fix);
  }
  const declared = scheme.scopes.map((scope) => scope.name);
  for (const [index, scope] of scopes.entries()) {
    if (declared.includes(scope)) continue;
    const close = nearestKey(scope, declared);
    const fix = close === undefined ? `declare it in the flows of ${scheme.name}` : `did you mean ${close}?`;
    problems.add("GH1209", [...at, String(index)], `${name} asks for the unknown scope ${scope}`, fix);
  }
  return scopes;
}
