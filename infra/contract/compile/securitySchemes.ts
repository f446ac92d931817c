import type { ContractBindings } from "../bindings";
import type { Contract, ContractAuthorizer, ContractOperation, JsonObject } from "../contract";

/** Names of the schemes in a compiled body, beside those of Lambda authorizers, which keep their own. */
const USER_POOL = "UserPool";
const SIGV4 = "sigv4";
const API_KEY = "api_key";

/** `security` of one operation; API Gateway lets everybody in where there is none. */
export function security({ access, apiKeyRequired }: ContractOperation): JsonObject {
  const key: JsonObject = apiKeyRequired ? { [API_KEY]: [] } : {};
  switch (access.kind) {
    case "public":
      return {};
    case "scopes":
      return { security: [{ [USER_POOL]: [...access.scopes], ...key }] };
    case "authorizer":
      return { security: [{ [access.authorizer]: [], ...key }] };
    case "sigv4":
      return { security: [{ [SIGV4]: [], ...key }] };
  }
}

/** `components.securitySchemes`, as API Gateway reads them: every scheme is an apiKey with extensions. */
export function securitySchemes(contract: Contract, bindings: ContractBindings): JsonObject {
  const { operations, authorizers } = contract;
  const asked = new Set(operations.map(({ access }) => access.kind));
  return {
    ...(asked.has("scopes") ? { [USER_POOL]: userPool(bindings.userPoolArn ?? "") } : {}),
    ...Object.fromEntries(
      authorizers
        .filter(({ name }) =>
          operations.some(({ access }) => access.kind === "authorizer" && access.authorizer === name),
        )
        .map((authorizer) => [authorizer.name, lambda(authorizer, bindings)]),
    ),
    ...(asked.has("sigv4") ? { [SIGV4]: signed } : {}),
    ...(operations.some(({ apiKeyRequired }) => apiKeyRequired) ? { [API_KEY]: apiKey } : {}),
  };
}

/** `oauth2` would be ignored. */
const userPool = (userPoolArn: string): JsonObject => ({
  type: "apiKey",
  name: "Authorization",
  in: "header",
  "x-amazon-apigateway-authtype": "cognito_user_pools",
  "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: [userPoolArn] },
});

const lambda = (authorizer: ContractAuthorizer, { functions }: ContractBindings): JsonObject => ({
  type: "apiKey",
  // Required, and not read for the type `request`: its identity sources say where to look.
  name: "Unused",
  in: "header",
  "x-amazon-apigateway-authtype": "custom",
  "x-amazon-apigateway-authorizer": {
    type: "request",
    identitySource: authorizer.identitySources.join(", "),
    authorizerUri: functions[authorizer.function] ?? "",
    authorizerResultTtlInSeconds: authorizer.ttlSeconds,
  },
});

const signed: JsonObject = {
  type: "apiKey",
  name: "Authorization",
  in: "header",
  "x-amazon-apigateway-authtype": "awsSigv4",
};

/** This very name and place make an API key required. */
const apiKey: JsonObject = { type: "apiKey", name: "x-api-key", in: "header" };
