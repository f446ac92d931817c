import assert from "node:assert/strict";

import { API_ID, FUNCTION_ARN, POOL_ARN, graphOf, rehearse, resource } from "./fixture";
import type { Json } from "./fixture";

const part = (kind: string, name: string, id: string, inputs: Json): ReturnType<typeof resource> =>
  resource(`aws:apigateway/${kind}`, name, id, { restApi: API_ID, ...inputs });

const extra = [
  part("resource:Resource", "users", "r1", { parentId: "root", pathPart: "users" }),
  part("resource:Resource", "user", "r2", { parentId: "r1", pathPart: "{id}" }),
  part("authorizer:Authorizer", "pool", "a1", { type: "COGNITO_USER_POOLS", providerArns: [POOL_ARN] }),
  part("requestValidator:RequestValidator", "all", "v1", {
    validateRequestBody: true,
    validateRequestParameters: true,
  }),
  part("model:Model", "User", "m1", {
    name: "User",
    contentType: "application/json",
    schema: JSON.stringify({ type: "object", required: ["name"] }),
  }),
  part("method:Method", "get", "g", {
    resourceId: "r2",
    httpMethod: "GET",
    authorization: "COGNITO_USER_POOLS",
    authorizerId: "a1",
    authorizationScopes: ["read"],
  }),
  part("integration:Integration", "get", "g", {
    resourceId: "r2",
    httpMethod: "GET",
    type: "AWS_PROXY",
    integrationHttpMethod: "POST",
    uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`,
  }),
  part("method:Method", "post", "p", {
    resourceId: "r1",
    httpMethod: "POST",
    authorization: "NONE",
    requestValidatorId: "v1",
    requestModels: { "application/json": "User" },
    requestParameters: { "method.request.header.X-Tenant": true, "method.request.querystring.page": false },
  }),
  part("integration:Integration", "post", "p", {
    resourceId: "r1",
    httpMethod: "POST",
    type: "MOCK",
    requestTemplates: { "application/json": '{"statusCode": 201}' },
  }),
  part("integrationResponse:IntegrationResponse", "post", "p", {
    resourceId: "r1",
    httpMethod: "POST",
    statusCode: "201",
    responseTemplates: { "application/json": "made" },
  }),
  part("response:Response", "denied", "d", {
    restApiId: API_ID,
    responseType: "UNAUTHORIZED",
    statusCode: "499",
    responseTemplates: { "application/json": "no" },
  }),
];

/** The same API without an OpenAPI body. */
const graph = {
  ...graphOf({ paths: {}, extra }),
  resources: graphOf({ paths: {}, extra }).resources.map((one) =>
    one.type === "aws:apigateway/restApi:RestApi"
      ? {
          ...one,
          inputs: { name: "parts" },
          outputs: { ...one.outputs, body: undefined, rootResourceId: "root" },
        }
      : one,
  ),
};

describe("an API of separate resources", () => {
  it("is served like one with a body", () =>
    rehearse(graph, async (rehearsal) => {
      const denied = await rehearsal.send("/users/7");
      assert.deepEqual([denied.status, denied.body], [499, "no"]);
      rehearsal.tokens.set("t", { ok: true, claims: { token_use: "access", scope: "read" } });
      const allowed = await rehearsal.send("/users/7", { headers: { authorization: "t" } });
      assert.equal(allowed.status, 200);
      assert.equal(rehearsal.events[0]?.resource, "/users/{id}");
      assert.deepEqual(rehearsal.events[0]?.pathParameters, { id: "7" });
    }));

  it("validates with its models and validators", () =>
    rehearse(graph, async (rehearsal) => {
      const post = async (body: string, headers: Record<string, string>): Promise<unknown> => {
        const answer = await rehearsal.send("/users", { method: "POST", headers, body });
        return [answer.status, answer.body];
      };
      assert.deepEqual(await post("{}", {}), [
        400,
        '{"message": "Missing required request parameters: [X-Tenant]"}',
      ]);
      assert.deepEqual(await post("{}", { "x-tenant": "t" }), [400, '{"message": "Invalid request body"}']);
      assert.deepEqual(await post('{"name":1}', { "x-tenant": "t" }), [201, "made"]);
    }));

  it("shows up with its operations", () =>
    rehearse(graph, (rehearsal) => {
      assert.deepEqual(
        rehearsal.gateway.apis[0]?.operations.map(
          ({ method, path, authorization, scopes, requiredParameters }) => [
            method,
            path,
            authorization,
            scopes,
            requiredParameters,
          ],
        ),
        [
          ["GET", "/users/{id}", "COGNITO_USER_POOLS", ["read"], []],
          ["POST", "/users", "NONE", [], ["header.X-Tenant"]],
        ],
      );
      return Promise.resolve();
    }));
});

describe("notices", () => {
  const messages = async (options: Parameters<typeof graphOf>[0]): Promise<string[]> => {
    const found: string[] = [];
    await rehearse(options, (rehearsal) => {
      found.push(...rehearsal.gateway.notices.map(({ property, message }) => `${property}: ${message}`));
      return Promise.resolve();
    });
    return found;
  };

  it("name what a stage declares without effect, once each", async () => {
    assert.deepEqual(
      await messages({
        paths: {},
        stage: { xrayTracingEnabled: true, canarySettings: { percentTraffic: 5 }, clientCertificateId: "" },
        settings: { "*/*": { loggingLevel: "ERROR", metricsEnabled: true, dataTraceEnabled: false } },
      }),
      [
        "xrayTracingEnabled: X-Ray traces are not recorded; requests do carry X-Amzn-Trace-Id.",
        "canarySettings: The canary gets no traffic; every request goes to the stage's deployment.",
        "methodSettings.loggingLevel: Execution logs are not written; access logs are.",
        "methodSettings.metricsEnabled: CloudWatch metrics are not recorded, so that alarms on them never change state.",
      ],
    );
  });

  it("name what stands around the APIs", async () => {
    assert.deepEqual(
      await messages({
        paths: {},
        extra: [
          resource("aws:cloudfront/distribution:Distribution", "front", "d", {
            origins: [{ originId: "api", domainName: `${API_ID}.execute-api.eu-west-1.amazonaws.com` }],
            defaultCacheBehavior: { targetOriginId: "api", allowedMethods: ["GET", "HEAD"] },
          }),
          resource("aws:apigateway/usagePlan:UsagePlan", "gold", "p", {}),
        ],
      }),
      [
        "defaultCacheBehavior: CloudFront caches and compresses nothing and speaks no TLS: a request meets the distribution's web ACL, its behaviour's methods and its origin, and keeps all headers but Host; cache, response headers and viewer protocol policies are not executed.",
      ],
    );
  });

  it("name a body that cannot be read, and an ignored root security", async () => {
    assert.match((await messages({ paths: {}, api: { body: "{" } })).join(), /^body: The body is not JSON/);
    assert.match(
      (await messages({ paths: {}, document: { security: [] } })).join(),
      /^body.security: API Gateway ignores/,
    );
  });

  it("name a template, a pattern or a model that does not compile; nothing else stops", async () => {
    const integration = (value: Json): Json => ({
      get: { "x-amazon-apigateway-integration": { type: "MOCK", ...value } },
    });
    const found = await messages({
      paths: {
        "/template": integration({ requestTemplates: { "application/json": "#if(" } }),
        "/pattern": integration({ responses: { "(?<": { statusCode: 200 } } }),
        "/model": {
          post: {
            "x-amazon-apigateway-request-validator": "all",
            requestBody: { content: { "application/json": { schema: { pattern: "(" } } } },
            "x-amazon-apigateway-integration": { type: "MOCK" },
          },
        },
      },
      document: { "x-amazon-apigateway-request-validators": { all: { validateRequestBody: true } } },
    });
    assert.deepEqual(
      found.map((text) => text.split(":")[0]),
      ["GET /template integration", "GET /pattern integration", "POST /model requestBody"],
    );
  });
});
