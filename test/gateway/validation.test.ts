import assert from "node:assert/strict";

import { lambda, operation, rehearse } from "./fixture";
import type { ApiOptions } from "./fixture";

const schemas = {
  User: {
    type: "object",
    required: ["name", "age"],
    additionalProperties: false,
    properties: {
      id: { type: "string", example: { id: "u1" } },
      name: { type: "string", minLength: 1, maxLength: 3, pattern: "^[a-z]*$" },
      age: { type: "integer", minimum: 0, maximum: 150 },
      kind: { type: "string", enum: ["a", "b"] },
      friend: { $ref: "#/components/schemas/User" },
      tags: { type: "array", items: { type: "string" }, maxItems: 1, uniqueItems: true },
    },
  },
};
const options: ApiOptions = {
  paths: {
    "/users": {
      get: operation(lambda(), {
        parameters: [
          { name: "limit", in: "query", required: true },
          { name: "X-Tenant", in: "header", required: true },
          { name: "cursor", in: "query" },
        ],
      }),
      post: operation(lambda(), {
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/User" } } } },
      }),
    },
  },
  document: {
    components: { schemas },
    "x-amazon-apigateway-request-validators": {
      all: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": "all",
    "x-amazon-apigateway-gateway-responses": {
      BAD_REQUEST_BODY: {
        statusCode: "422",
        responseTemplates: {
          "application/problem+json":
            '{"title":$context.error.messageString,"errors":"$context.error.validationErrorString"}',
        },
      },
    },
  },
};

describe("request validation", () => {
  it("names all required parameters that are missing or blank", () =>
    rehearse(options, async (rehearsal) => {
      const message = async (path: string, headers = {}): Promise<unknown> => {
        const answer = await rehearsal.send(path, { headers });
        return answer.status === 200 ? 200 : [answer.status, answer.body, answer.headers["x-amzn-errortype"]];
      };
      const missing = (names: string): unknown => [
        400,
        `{"message": "Missing required request parameters: [${names}]"}`,
        "BadRequestException",
      ];
      assert.deepEqual(await message("/users"), missing("X-Tenant, limit"));
      assert.deepEqual(await message("/users?limit=", { "x-tenant": "t" }), missing("limit"));
      assert.deepEqual(await message("/users?Limit=1", { "x-tenant": "t" }), missing("limit"));
      assert.equal(await message("/users?limit=1", { "x-tenant": "t" }), 200);
    }));

  const bodies: readonly [body: string, error: string | undefined][] = [
    ['{"name":"ann","age":3}', undefined],
    ['{"name":"ann","age":3,"friend":{"name":"bob","age":1}}', undefined],
    ["", '[object has missing required properties (["age","name"])]'],
    ['{"age":3}', '[object has missing required properties (["name"])]'],
    ["{", "[Invalid JSON]"],
    ["[]", '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]'],
    [
      '{"name":"ann","age":"x"}',
      '[instance type (string) does not match any allowed primitive type (allowed: ["integer"])]',
    ],
    ['{"name":"anna","age":3}', '[string "anna" is too long (length: 4, maximum allowed: 3)]'],
    ['{"name":"","age":3}', '[string "" is too short (length: 0, required minimum: 1)]'],
    ['{"name":"A","age":3}', '[ECMA 262 regex "^[a-z]*$" does not match input string "A"]'],
    [
      '{"name":"a","age":151}',
      "[numeric instance is greater than the required maximum (maximum: 150, found: 151)]",
    ],
    [
      '{"name":"a","age":-1}',
      "[numeric instance is lower than the required minimum (minimum: 0, found: -1)]",
    ],
    [
      '{"name":"a","age":1,"x":1,"b":2}',
      '[object instance has properties which are not allowed by the schema: ["b","x"]]',
    ],
    [
      '{"name":"a","age":1,"kind":"c"}',
      '[instance value ("c") not found in enum (possible values: ["a","b"])]',
    ],
    [
      '{"name":"a","age":1,"tags":["x","y"]}',
      "[array is too long: must have at most 1 elements but instance has 2 elements]",
    ],
    ['{"name":"a","age":1,"friend":{"name":"b"}}', '[object has missing required properties (["age"])]'],
    [
      '{"name":"a","age":1,"__proto__":{}}',
      '[object instance has properties which are not allowed by the schema: ["__proto__"]]',
    ],
  ];
  for (const [body, error] of bodies)
    it(`${body || "an empty body"} → ${error ?? "valid"}`, () =>
      rehearse(options, async (rehearsal) => {
        const answer = await rehearsal.send("/users", {
          method: "POST",
          headers: { "Content-Type": "application/json; charset=utf-8" },
          body,
        });
        if (error === undefined) {
          assert.equal(answer.status, 200);
          return;
        }
        assert.equal(answer.status, 422);
        assert.equal(answer.headers["content-type"], "application/problem+json");
        assert.deepEqual(JSON.parse(answer.body), { title: "Invalid request body", errors: error });
        assert.equal(rehearsal.events.length, 0);
      }));

  it("does not validate a content type without model, and takes a missing one for JSON", () =>
    rehearse(options, async (rehearsal) => {
      const post = async (headers: Record<string, string>): Promise<number> =>
        (await rehearsal.send("/users", { method: "POST", headers, body: "no json" })).status;
      assert.equal(await post({ "Content-Type": "text/plain" }), 200);
      assert.equal(await post({}), 422);
    }));
});
