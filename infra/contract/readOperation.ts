import { nearestKey } from "../spelling";
import type { OperationSecurity } from "./checks/checkSecurity";
import type {
  ContractAuthorizer,
  ContractCache,
  ContractIntegration,
  ContractOperation,
  ContractThrottle,
  JsonObject,
} from "./contract";
import type { ContractFolder } from "./contractFolder";
import type { DocumentOperation } from "./documentOperations";
import { cacheHint, readHint, throttleHint } from "./hints";
import type { ProblemCollector } from "./problemCollector";
import { readIntegration } from "./readIntegration";

const EXPRESSION: Readonly<Record<string, string>> = {
  path: "method.request.path",
  query: "method.request.querystring",
  header: "method.request.header",
};

/** One operation with its hints; `undefined` when it cannot be served, after reporting why. */
export function readOperation(
  item: DocumentOperation,
  security: OperationSecurity,
  authorizers: readonly ContractAuthorizer[],
  folder: ContractFolder,
  problems: ProblemCollector,
): ContractOperation | undefined {
  const integration = readIntegration(item, folder, problems);
  const cache = readCache(item, identityOf(security, authorizers), integration, problems);
  const throttle = readThrottle(item, problems);
  const { operationId } = item.operation;
  if (integration === undefined || typeof operationId !== "string") return undefined;
  return {
    operationId,
    method: item.method,
    path: item.path,
    integration,
    ...security,
    ...(cache === undefined ? {} : { cache }),
    ...(throttle === undefined ? {} : { throttle }),
  };
}

/** What tells the callers of an operation apart, as mapping expressions; `undefined` where nothing lasts. */
function identityOf(
  { access }: OperationSecurity,
  authorizers: readonly ContractAuthorizer[],
): readonly string[] | undefined {
  switch (access.kind) {
    case "public":
      return [];
    case "scopes":
      return ["method.request.header.Authorization"];
    case "authorizer": {
      const sources = authorizers.find(({ name }) => name === access.authorizer)?.identitySources ?? [];
      return sources.every((source) => source.startsWith("method.request.")) ? sources : undefined;
    }
    case "sigv4":
      return undefined;
  }
}

function readCache(
  item: DocumentOperation,
  identity: readonly string[] | undefined,
  integration: ContractIntegration | undefined,
  problems: ProblemCollector,
): ContractCache | undefined {
  const at = [...item.at, "x-gatehouse-cache"];
  const value = item.operation["x-gatehouse-cache"];
  if (value === undefined) return undefined;
  const name = `${item.method} ${item.path}`;
  if (item.method !== "GET") {
    const what = `${name} cannot be cached: API Gateway would answer a second ${item.method} from memory`;
    problems.add("GH1212", at, what, "remove the hint; only GET is cached");
  }
  if (integration?.kind === "mock") {
    problems.add("GH1212", at, `${name} has no backend to spare`, "remove the hint from the mock");
  }
  if (identity === undefined) {
    const what = `nothing in a request to ${name} that a cache key can hold tells its callers apart`;
    problems.add("GH1212", at, what, "remove the hint, or guard the operation by scopes");
  }
  const hint = readHint(cacheHint, value, at, "{ ttlSeconds: 60, keyParameters: [id] }", problems);
  if (hint === undefined) return undefined;
  const keys = hint.keyParameters.flatMap((key, index): string[] => {
    const expression = parameterExpression(key, item.parameters);
    if (expression !== undefined) return [expression];
    const close = nearestKey(
      key,
      item.parameters.map((parameter) => String(parameter.name)),
    );
    const fix =
      close === undefined ? "declare it in parameters, or take it out of the key" : `did you mean ${close}?`;
    problems.add("GH1212", [...at, "keyParameters", String(index)], `${name} has no parameter ${key}`, fix);
    return [];
  });
  for (const parameter of item.parameters.map(({ name }) => String(name))) {
    if (hint.keyParameters.includes(parameter)) continue;
    const what = `${name} takes ${parameter}, which is not in the cache key: its values would get each other's answers`;
    problems.add("GH1212", [...at, "keyParameters"], what, `add ${parameter} to keyParameters`);
  }
  // An answer to one caller is never given to another, whatever the handler makes of the caller.
  return { ttlSeconds: hint.ttlSeconds, keyParameters: [...new Set([...keys, ...(identity ?? [])])] };
}

function readThrottle(item: DocumentOperation, problems: ProblemCollector): ContractThrottle | undefined {
  const value = item.operation["x-gatehouse-throttle"];
  const at = [...item.at, "x-gatehouse-throttle"];
  return value === undefined
    ? undefined
    : readHint(throttleHint, value, at, "{ rate: 20, burst: 40 }", problems);
}

function parameterExpression(name: string, parameters: readonly JsonObject[]): string | undefined {
  const place = parameters.find((parameter) => parameter.name === name)?.in;
  const prefix = typeof place === "string" ? EXPRESSION[place] : undefined;
  return prefix === undefined ? undefined : `${prefix}.${name}`;
}
