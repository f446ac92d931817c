import { nearestKey } from "../../spelling";
import type { ContractBindings } from "../bindings";
import { fits } from "../compile/serviceCall";
import type { Contract, ContractOperation } from "../contract";

/** Scheme, host, port: no path, no wildcard, nothing that VTL or a quoted literal would read as its own. */
const ORIGIN = /^https?:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?$/;
const HEADER = /^[A-Za-z0-9!#&*+.^_|~-]+$/;

/** What keeps a contract from being compiled for a stage, one sentence each. */
export function checkBindings(contract: Contract, bindings: ContractBindings): string[] {
  const {
    functions,
    cors,
    integrationTimeoutMillis: timeout,
    minimumCompressionSize: compression,
  } = bindings;
  const problems: string[] = [];
  for (const { name } of contract.functions) {
    if (!Object.hasOwn(functions, name)) problems.push(`functions.${name} is missing: give its invoke ARN`);
  }
  if (
    bindings.userPoolArn === undefined &&
    contract.operations.some(({ access }) => access.kind === "scopes")
  ) {
    problems.push("userPoolArn is missing: operations ask for scopes");
  }
  problems.push(...contract.operations.flatMap((operation) => checkTarget(operation, bindings)));
  for (const [name, value] of Object.entries(bindings.headers ?? {})) {
    if (HEADER.test(name) && !/['"$\n\r]/.test(value)) continue;
    problems.push(
      `headers: ${name} cannot be a static header; leave quotes, $ and line breaks out of its value`,
    );
  }
  if (bindings.policy !== undefined) problems.push(...checkPolicy(bindings.policy));
  for (const origin of cors.allowOrigins) {
    if (ORIGIN.test(origin)) continue;
    problems.push(
      `cors.allowOrigins: "${origin}" is no origin; write it as https://shop.example.com, without a path`,
    );
  }
  for (const header of cors.allowHeaders ?? []) {
    if (!HEADER.test(header)) problems.push(`cors.allowHeaders: "${header}" is no header name`);
  }
  if (!Number.isInteger(cors.maxAgeSeconds) || cors.maxAgeSeconds < 0) {
    problems.push(`cors.maxAgeSeconds is ${cors.maxAgeSeconds}; write whole seconds, 0 or more`);
  }
  if (timeout !== undefined && !(Number.isInteger(timeout) && timeout >= 50)) {
    problems.push(`integrationTimeoutMillis is ${timeout}; API Gateway takes 50 or more`);
  }
  if (
    compression !== undefined &&
    !(Number.isInteger(compression) && compression >= 0 && compression <= 10_485_760)
  ) {
    problems.push(`minimumCompressionSize is ${compression}; API Gateway takes 0 to 10485760 bytes`);
  }
  return problems;
}

/** The stage knows what an operation calls, and it is of the right kind. */
function checkTarget({ operationId, integration }: ContractOperation, bindings: ContractBindings): string[] {
  switch (integration.kind) {
    case "lambda":
    case "mock":
      return [];
    case "service": {
      const target = bindings.targets?.[integration.target];
      if (target === undefined) return [missing("targets", integration.target, bindings.targets, "its ARN")];
      const problems = fits(integration.action, target.arn)
        ? []
        : [
            `targets.${integration.target}: ${operationId} cannot call ${integration.action} on ${target.arn}`,
          ];
      return bindings.roles?.[operationId] === undefined
        ? [...problems, `roles.${operationId} is missing: give the role that calls ${integration.action}`]
        : problems;
    }
    case "http":
      return checkUrl("backends", integration.target, bindings.backends, /^https:/, "https");
    case "vpcLink":
      return checkUrl("vpcLinks", integration.target, bindings.vpcLinks, /^https?:/, "http or https");
  }
}

function checkUrl(
  group: string,
  name: string,
  known: Readonly<Record<string, { readonly url: string }>> | undefined,
  scheme: RegExp,
  words: string,
): string[] {
  const url = known?.[name]?.url;
  if (url === undefined) return [missing(group, name, known, "its base URL")];
  const plain = URL.canParse(url) && scheme.test(url) && !/[\s'"#?{}]|\/$/.test(url);
  return plain
    ? []
    : [`${group}.${name}.url is ${url}; write a base URL in ${words}, without a trailing slash or query`];
}

function missing(group: string, name: string, known: object | undefined, what: string): string {
  const close = nearestKey(name, Object.keys(known ?? {}));
  return `${group}.${name} is missing: ${close === undefined ? `give ${what}` : `did you mean ${close}?`}`;
}

/** API Gateway's limit: developer guide, "Quotas for configuring and running a REST API". */
const POLICY_CHARACTERS = 8192;

function checkPolicy(policy: string): string[] {
  try {
    JSON.parse(policy);
  } catch {
    return ["policy is no JSON text"];
  }
  return policy.length > POLICY_CHARACTERS
    ? [
        `policy has ${policy.length} characters; API Gateway takes ${POLICY_CHARACTERS}: name fewer endpoints, or whole VPCs`,
      ]
    : [];
}
