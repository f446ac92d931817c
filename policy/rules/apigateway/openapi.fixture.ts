import type { JsonObject } from "../../model/wire";

/** One operation of a fixture's API: Cognito with a scope, a Lambda proxy behind it. */
export const operation = (changes: JsonObject = {}): JsonObject => ({
  security: [{ pool: ["shop/read"] }],
  "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri: "lambda" },
  ...changes,
});

/** Preflight answered by a MOCK, without authorization, as CORS demands. */
export const preflight: JsonObject = {
  "x-amazon-apigateway-integration": {
    type: "mock",
    requestTemplates: { "application/json": '{"statusCode":204}' },
  },
};

/** An import body, as a RestApi's `body` has it. */
export const openApi = (paths: JsonObject): string =>
  JSON.stringify({
    openapi: "3.0.1",
    info: { title: "shop", version: "1" },
    paths,
    components: {
      securitySchemes: {
        pool: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          "x-amazon-apigateway-authtype": "cognito_user_pools",
          "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: ["pool"] },
        },
        key: { type: "apiKey", in: "header", name: "x-api-key" },
        documented: { type: "oauth2" },
      },
    },
  });
