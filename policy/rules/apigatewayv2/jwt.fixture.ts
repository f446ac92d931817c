import type { JsonObject } from "../../model/wire";

/** The body of an HTTP API with a JWT authorizer. */
export const jwtBody = (changes: JsonObject = {}): string =>
  JSON.stringify({
    openapi: "3.0.1",
    info: { title: "shop", version: "1" },
    paths: {},
    components: {
      securitySchemes: {
        tokens: {
          type: "oauth2",
          "x-amazon-apigateway-authorizer": {
            type: "jwt",
            identitySource: "$request.header.Authorization",
            jwtConfiguration: { issuer: "https://id.example.com", audience: ["client"], ...changes },
          },
        },
      },
    },
  });
