import { BindingError } from "./bindingError";
import type { ContractBindings } from "./bindings";
import { checkBindings } from "./checks/checkBindings";
import { preflight } from "./compile/cors";
import { gatewayResponses } from "./compile/gatewayResponses";
import { models } from "./compile/models";
import { compileOperation, VALIDATORS } from "./compile/operation";
import { securitySchemes } from "./compile/securitySchemes";
import type { Contract, Json, JsonObject } from "./contract";
import { documentOperations } from "./documentOperations";
import { objectAt } from "./json";

/**
 * The body to import as a REST API (`RestApi.body`, as JSON). Written anew rather than edited, so that only what API
 * Gateway knows is in it: `failOnWarnings` then stops an import for a real reason. No hint survives.
 *
 * Pure: the same contract and bindings give the same body, key order included.
 *
 * @throws BindingError when the bindings do not fit, naming every reason
 */
export function compileContract(contract: Contract, bindings: ContractBindings): JsonObject {
  const problems = checkBindings(contract, bindings);
  if (problems.length > 0) throw new BindingError(`${contract.name} ${contract.version}`, problems);
  const { document } = contract;
  const schemes = securitySchemes(contract, bindings);
  return {
    openapi: "3.0.1",
    info: { title: `${contract.name}-${contract.version}`, version: String(objectAt(document.info).version) },
    paths: paths(contract, bindings),
    components: {
      schemas: models(document),
      ...(Object.keys(schemes).length > 0 ? { securitySchemes: schemes } : {}),
    },
    "x-amazon-apigateway-request-validators": VALIDATORS,
    "x-amazon-apigateway-gateway-responses": gatewayResponses(bindings),
    ...(contract.operations.some(({ apiKeyRequired }) => apiKeyRequired)
      ? { "x-amazon-apigateway-api-key-source": "HEADER" }
      : {}),
    ...(bindings.policy === undefined
      ? {}
      : { "x-amazon-apigateway-policy": JSON.parse(bindings.policy) as Json }),
    ...(bindings.minimumCompressionSize === undefined
      ? {}
      : { "x-amazon-apigateway-minimum-compression-size": bindings.minimumCompressionSize }),
  };
}

function paths(contract: Contract, bindings: ContractBindings): JsonObject {
  const { document, operations } = contract;
  const parts = documentOperations(document);
  const result: Record<string, JsonObject> = {};
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const own = parts.filter((part) => part.path === path);
    const item: Record<string, JsonObject> = {};
    for (const part of own) {
      const operation = operations.find((one) => one.path === path && one.method === part.method);
      if (operation === undefined) continue;
      item[part.method.toLowerCase()] = compileOperation(document, operation, part, bindings);
    }
    if (bindings.cors.allowOrigins.length > 0) item.options = preflight(own, bindings.cors);
    result[path] = item;
  }
  return result;
}
