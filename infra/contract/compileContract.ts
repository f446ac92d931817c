import { BindingError } from "./bindingError";
import type { ContractBindings } from "./bindings";
import { checkBindings } from "./checks/checkBindings";
import { preflight } from "./compile/cors";
import { gatewayResponses } from "./compile/gatewayResponses";
import { models } from "./compile/models";
import { AUTHORIZER, compileOperation, VALIDATORS } from "./compile/operation";
import type { Contract, JsonObject } from "./contract";
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
  const guarded = contract.operations.some(({ scopes }) => scopes !== undefined);
  return {
    openapi: "3.0.1",
    info: { title: `${contract.name}-${contract.version}`, version: String(objectAt(document.info).version) },
    paths: paths(contract, bindings),
    components: {
      schemas: models(document),
      ...(guarded ? { securitySchemes: { [AUTHORIZER]: authorizer(bindings.userPoolArn) } } : {}),
    },
    "x-amazon-apigateway-request-validators": VALIDATORS,
    "x-amazon-apigateway-gateway-responses": gatewayResponses(bindings.cors),
    ...(bindings.minimumCompressionSize === undefined
      ? {}
      : { "x-amazon-apigateway-minimum-compression-size": bindings.minimumCompressionSize }),
  };
}

/** For API Gateway a Cognito authorizer is an apiKey scheme with extensions; `oauth2` would be ignored. */
const authorizer = (userPoolArn: string): JsonObject => ({
  type: "apiKey",
  name: "Authorization",
  in: "header",
  "x-amazon-apigateway-authtype": "cognito_user_pools",
  "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: [userPoolArn] },
});

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
