import assert from "node:assert/strict";

import type { RequestContext } from "../../local/gateway/request/context";
import { compileSubstitution } from "../../local/gateway/responses/substitution";
import { COGNITO, lambda, mock, operation, rehearse } from "./fixture";
import type { ApiOptions } from "./fixture";

const withResponses = (responses: object): ApiOptions => ({
  paths: {
    "/users": { get: operation(lambda(), { security: [{ pool: ["a"] }] }) },
    "/open": { get: operation(mock("{}")) },
  },
  document: { ...COGNITO, "x-amazon-apigateway-gateway-responses": responses },
  stage: { variables: { help: "see /docs" } },
});

describe("gateway responses", () => {
  it("fall back to DEFAULT_4XX with its headers, and keep their own status", () =>
    rehearse(
      withResponses({
        DEFAULT_4XX: { responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": "'*'" } },
      }),
      async (rehearsal) => {
        const answer = await rehearsal.send("/users");
        assert.deepEqual([answer.status, answer.body], [401, '{"message":"Unauthorized"}']);
        assert.equal(answer.headers["access-control-allow-origin"], "*");
        assert.equal((await rehearsal.send("/nothing")).status, 403);
      },
    ));

  it("take the status of DEFAULT_4XX when it has one", () =>
    rehearse(withResponses({ DEFAULT_4XX: { statusCode: 444 } }), async (rehearsal) => {
      assert.equal((await rehearsal.send("/users")).status, 444);
    }));

  it("prefer the type's own customisation, and substitute in bodies and headers", () =>
    rehearse(
      withResponses({
        DEFAULT_4XX: { statusCode: 444 },
        UNAUTHORIZED: {
          statusCode: "401",
          responseParameters: {
            "gatewayresponse.header.X-Path": "method.request.header.X-Where",
            "gatewayresponse.header.WWW-Authenticate": "'Bearer'",
          },
          responseTemplates: {
            "application/json":
              '{"m":$context.error.messageString,"t":"$context.error.responseType","id":"${context.requestId}","h":"$stageVariables.help","q":"$method.request.querystring.q","n":"$context.authorizer.claims.none"}',
          },
        },
      }),
      async (rehearsal) => {
        const answer = await rehearsal.send("/users?q=7", { headers: { "X-Where": "here" } });
        assert.equal(answer.status, 401);
        assert.deepEqual(JSON.parse(answer.body), {
          m: "Unauthorized",
          t: "UNAUTHORIZED",
          id: answer.headers["x-amzn-requestid"],
          h: "see /docs",
          q: "7",
          n: "",
        });
        assert.equal(answer.headers["x-path"], "here");
        assert.equal(answer.headers["www-authenticate"], "Bearer");
      },
    ));

  it("cannot change what is said of a request that is too large", () =>
    rehearse(withResponses({ DEFAULT_4XX: { statusCode: 444 } }), async (rehearsal) => {
      const answer = await rehearsal.send("/open", {
        method: "POST",
        body: Buffer.alloc(10 * 1024 * 1024 + 1),
      });
      assert.deepEqual([answer.status, answer.body], [413, '{"message":"Request Entity Too Large"}']);
      assert.equal(answer.headers["x-amzn-errortype"], "RequestTooLargeException");
      assert.equal((await rehearsal.send("/open")).status, 200);
    }));
});

describe("access log", () => {
  const format = JSON.stringify({
    id: "$context.requestId",
    path: "$context.resourcePath",
    status: "$context.status",
    sub: "$context.authorizer.claims.sub",
    error: "$context.error.message",
    ms: "$context.integrationLatency",
    length: "$context.responseLength",
    time: "$context.requestTime",
    none: "$context.noSuchThing",
  });
  const destinationArn = "arn:aws:logs:eu-west-1:111122223333:log-group:api";

  it("writes one line in the declared format, with - for what is missing", () =>
    rehearse(
      { ...withResponses({}), stage: { accessLogSettings: { destinationArn, format: `${format}\n` } } },
      async (rehearsal) => {
        rehearsal.tokens.set("t", { ok: true, claims: { sub: "u1", token_use: "access", scope: "a" } });
        rehearsal.invoke = () => {
          rehearsal.clock.advance(12);
          return { ok: true, payload: { body: "héllo" } };
        };
        await rehearsal.send("/users", { headers: { authorization: "t" } });
        await rehearsal.send("/users");
        const common = { time: "21/Nov/2026:10:51:00 +0000", none: "-" };
        assert.deepEqual(
          rehearsal.logs.map((line) => JSON.parse(line) as unknown),
          [
            {
              ...common,
              id: "00000000-0000-4000-8000-000000000001",
              path: "/users",
              status: "200",
              sub: "u1",
              error: "-",
              ms: "12",
              length: "6",
            },
            {
              ...common,
              id: "00000000-0000-4000-8000-000000000002",
              path: "/users",
              status: "401",
              sub: "-",
              error: "Unauthorized",
              ms: "-",
              length: "26",
            },
          ],
        );
      },
    ));

  it("answers even when the log cannot be written", () =>
    rehearse(
      { ...withResponses({}), stage: { accessLogSettings: { destinationArn, format } } },
      async (rehearsal) => assert.equal((await rehearsal.send("/open")).status, 200),
      {
        writeLog: () => {
          throw new Error("disk full");
        },
      },
    ));
});

describe("substitution", () => {
  const cases: readonly [string, string][] = [
    ["no variables", "no variables"],
    ["$context.status:$context.status-$context.status.", "0:0-0."],
    ["${context.status}}", "0}"],
    ["$contextual $other.thing", "$contextual $other.thing"],
    ["$stageVariables['a-b']!", "ab!"],
    ["$method.request.header.X-Thing,", "thing,"],
  ];
  const context = {
    status: 0,
    header: (name: string) => (name === "x-thing" ? "thing" : undefined),
    arrival: { stage: { variables: { "a-b": "ab" } } },
  } as unknown as RequestContext;
  for (const [source, expected] of cases)
    it(source, () => assert.equal(compileSubstitution(source, "-")(context), expected));
});
