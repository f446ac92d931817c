import { nearestKey } from "../spelling";
import type {
  ContractCache,
  ContractIntegration,
  ContractOperation,
  ContractThrottle,
  JsonObject,
} from "./contract";
import type { DocumentOperation } from "./documentOperations";
import { cacheHint, integrationHint, readHint, throttleHint } from "./hints";
import type { ProblemCollector } from "./problemCollector";

/** What lies beside a contract. */
export interface ContractFolder {
  /** Names of the folders that hold a `handler.ts`. */
  readonly functions: readonly string[];
  /** The text of a template, or `undefined` when there is no such file. */
  template(name: string): string | undefined;
}

const EXPRESSION: Readonly<Record<string, string>> = {
  path: "method.request.path",
  query: "method.request.querystring",
  header: "method.request.header",
};

/** One operation with its hints; `undefined` when it cannot be served, after reporting why. */
export function readOperation(
  item: DocumentOperation,
  scopes: readonly string[] | undefined,
  folder: ContractFolder,
  problems: ProblemCollector,
): ContractOperation | undefined {
  const integration = readIntegration(item, folder, problems);
  const cache = readCache(item, scopes, integration, problems);
  const throttle = readThrottle(item, problems);
  const { operationId } = item.operation;
  if (integration === undefined || typeof operationId !== "string") return undefined;
  return {
    operationId,
    method: item.method,
    path: item.path,
    integration,
    ...(scopes === undefined ? {} : { scopes }),
    ...(cache === undefined ? {} : { cache }),
    ...(throttle === undefined ? {} : { throttle }),
  };
}

function readIntegration(
  item: DocumentOperation,
  folder: ContractFolder,
  problems: ProblemCollector,
): ContractIntegration | undefined {
  const name = `${item.method} ${item.path}`;
  const at = [...item.at, "x-gatehouse-integration"];
  const hint = item.operation["x-gatehouse-integration"];
  if (hint === undefined) {
    const fix = "add x-gatehouse-integration: { lambda: <folder> } or { mock: <file>.vtl }";
    problems.add("GH1207", item.at, `nothing answers ${name}`, fix);
    return undefined;
  }
  const integration = readHint(
    integrationHint,
    hint,
    at,
    "{ lambda: users } or { mock: health.vtl }",
    problems,
  );
  if (integration === undefined) return undefined;
  if ("lambda" in integration) {
    if (folder.functions.includes(integration.lambda))
      return { kind: "lambda", function: integration.lambda };
    const close = nearestKey(integration.lambda, folder.functions);
    const missing = `${integration.lambda}/handler.ts`;
    const fix = close === undefined ? `write ${missing} beside the contract` : `did you mean ${close}?`;
    problems.add("GH1206", [...at, "lambda"], `${name} names no handler: there is no ${missing}`, fix);
    return undefined;
  }
  const template = folder.template(integration.mock);
  if (template !== undefined) return { kind: "mock", template };
  const what = `${name} names no template: there is no ${integration.mock}`;
  problems.add("GH1206", [...at, "mock"], what, "write it beside the contract");
  return undefined;
}

function readCache(
  item: DocumentOperation,
  scopes: readonly string[] | undefined,
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
  const authorization = scopes === undefined ? [] : ["method.request.header.Authorization"];
  return { ttlSeconds: hint.ttlSeconds, keyParameters: [...new Set([...keys, ...authorization])] };
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
