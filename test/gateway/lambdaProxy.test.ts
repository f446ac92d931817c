import assert from "node:assert/strict";

import { ACCOUNT, API_ID, COGNITO, graphOf, lambda, operation, rehearse } from "./fixture";
import type { ApiOptions } from "./fixture";

const paths = {
  "/users/{id}": { get: operation(lambda(), { operationId: "getUser" }), put: operation(lambda()) },
};
const failed = '{"message": "Internal server error"}';

describe("Lambda proxy integration", () => {
  it("gives the function the format 1.0 event", () =>
    rehearse({ paths, stage: { variables: { flavour: "dark" } } }, async (rehearsal) => {
      await rehearsal.send("/users/a%40b?tag=x&tag=y+z&empty", {
        headers: { "User-Agent": "curl/8", "X-Multi": ["1", "2"] },
      });
      const [event] = rehearsal.events;
      assert.ok(event);
      const { headers, multiValueHeaders, requestContext, ...rest } = event as Record<
        string,
        Record<string, unknown>
      >;
      assert.deepEqual(rest, {
        resource: "/users/{id}",
        path: "/users/a%40b",
        httpMethod: "GET",
        queryStringParameters: { tag: "y z", empty: "" },
        multiValueQueryStringParameters: { tag: ["x", "y z"], empty: [""] },
        pathParameters: { id: "a%40b" },
        stageVariables: { flavour: "dark" },
        body: null,
        isBase64Encoded: false,
      });
      const { resourceId, ...context } = requestContext ?? {};
      assert.equal(typeof resourceId, "string");
      assert.deepEqual(context, {
        accountId: ACCOUNT,
        apiId: API_ID,
        deploymentId: "dep123",
        domainName: `${API_ID}.execute-api.eu-west-1.amazonaws.com`,
        domainPrefix: API_ID,
        extendedRequestId: "AAAAAAAAQACAAAA=",
        httpMethod: "GET",
        identity: {
          accessKey: null,
          accountId: null,
          caller: null,
          cognitoAuthenticationProvider: null,
          cognitoAuthenticationType: null,
          cognitoIdentityId: null,
          cognitoIdentityPoolId: null,
          principalOrgId: null,
          sourceIp: "127.0.0.1",
          user: null,
          userAgent: "curl/8",
          userArn: null,
        },
        operationName: "getUser",
        path: "/dev/users/a%40b",
        protocol: "HTTP/1.1",
        requestId: "00000000-0000-4000-8000-000000000001",
        requestTime: "21/Nov/2026:10:51:00 +0000",
        requestTimeEpoch: Date.UTC(2026, 10, 21, 10, 51, 0),
        resourcePath: "/users/{id}",
        stage: "dev",
      });
      assert.equal(headers?.["X-Multi"] ?? headers?.["x-multi"], "2");
      assert.equal(headers?.Host ?? headers?.host, `${API_ID}.execute-api.eu-west-1.amazonaws.com`);
      assert.equal(headers?.["X-Forwarded-For"], "127.0.0.1");
      assert.equal(headers?.["X-Forwarded-Proto"], "https");
      assert.deepEqual(multiValueHeaders?.["X-Multi"], ["1", "2"]);
      assert.equal(headers?.["Content-Length"], undefined);
    }));

  it("hands over what the function answers", () =>
    rehearse({ paths }, async (rehearsal) => {
      rehearsal.invoke = () => ({
        ok: true,
        payload: {
          statusCode: 201,
          headers: { Location: "/users/1", Server: "mine", "X-Same": "a" },
          multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"], "X-Same": ["a"] },
          body: '{"id":1}',
        },
      });
      const answer = await rehearsal.send("/users/1");
      assert.deepEqual([answer.status, answer.body], [201, '{"id":1}']);
      assert.equal(answer.headers["content-type"], "application/json");
      assert.deepEqual(answer.headers["set-cookie"], ["a=1", "b=2"]);
      assert.equal(answer.headers["x-amzn-remapped-server"], "mine");
      assert.equal(answer.headers["x-same"], "a");
      assert.equal(answer.headers["x-amzn-requestid"], "00000000-0000-4000-8000-000000000001");
      assert.equal(answer.headers["x-amz-apigw-id"], "AAAAAAAAQACAAAA=");
      assert.match(String(answer.headers["x-amzn-trace-id"]), /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    }));

  const malformed: readonly [string, unknown][] = [
    ["no object", "text"],
    ["null", null],
    ["a list", []],
    ["a field that is not AWS's", { statusCode: 200, cookies: [] }],
    ["a status that is no number", { statusCode: "ok" }],
    ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
    ["a header that is an object", { statusCode: 200, headers: { a: {} } }],
    ["a header with a line break", { statusCode: 200, headers: { a: "b\r\nc: d" } }],
    ["a status outside HTTP", { statusCode: 99 }],
  ];
  for (const [name, payload] of malformed)
    it(`answers 502 for ${name}`, () =>
      rehearse({ paths }, async (rehearsal) => {
        rehearsal.invoke = () => ({ ok: true, payload });
        const answer = await rehearsal.send("/users/1");
        assert.deepEqual([answer.status, answer.body], [502, failed]);
        assert.equal(answer.headers["x-amzn-errortype"], "InternalServerErrorException");
      }));

  it("answers 200 with an empty body for an empty object: no field is mandatory", () =>
    rehearse({ paths }, async (rehearsal) => {
      rehearsal.invoke = () => ({ ok: true, payload: {} });
      const answer = await rehearsal.send("/users/1");
      assert.deepEqual([answer.status, answer.body], [200, ""]);
    }));

  const failures: readonly ["function-error" | "timeout" | "not-found" | "throttled", number][] = [
    ["function-error", 502],
    ["timeout", 502],
    ["not-found", 500],
    ["throttled", 500],
  ];
  for (const [kind, status] of failures)
    it(`answers ${status} when the invocation ends in ${kind}`, () =>
      rehearse({ paths }, async (rehearsal) => {
        rehearsal.invoke = () => ({ ok: false, kind });
        const answer = await rehearsal.send("/users/1");
        assert.deepEqual([answer.status, answer.body], [status, failed]);
      }));

  it("answers 500 when the invocation itself throws", () =>
    rehearse({ paths }, async (rehearsal) => {
      rehearsal.invoke = () => Promise.reject(new Error("worker gone"));
      assert.equal((await rehearsal.send("/users/1")).status, 500);
    }));

  it("gives up at the integration's timeout and aborts the invocation", () =>
    rehearse(
      { paths: { "/slow": { get: operation(lambda({ timeoutInMillis: 50 })) } } },
      async (rehearsal) => {
        let aborted = false;
        rehearsal.invoke = (_event, signal) =>
          new Promise((resolve) => {
            signal?.addEventListener("abort", () => {
              aborted = true;
              resolve({ ok: true, payload: {} });
            });
          });
        const answer = await rehearsal.send("/slow");
        assert.deepEqual([answer.status, answer.body], [504, '{"message": "Endpoint request timed out"}']);
        assert.equal(aborted, true);
      },
    ));

  it("passes text as text, and declared binary types as base64, both ways", () =>
    rehearse({ paths, api: { binaryMediaTypes: ["image/*"] } }, async (rehearsal) => {
      const bytes = Buffer.from([0, 255, 1, 254]);
      rehearsal.invoke = () => ({
        ok: true,
        payload: {
          headers: { "Content-Type": "image/png" },
          body: bytes.toString("base64"),
          isBase64Encoded: true,
        },
      });
      const answer = await rehearsal.send("/users/1", {
        method: "PUT",
        headers: { "Content-Type": "image/png", Accept: "image/png, */*" },
        body: bytes,
      });
      assert.deepEqual(answer.bytes, bytes);
      assert.equal(rehearsal.events[0]?.body, bytes.toString("base64"));
      assert.equal(rehearsal.events[0]?.isBase64Encoded, true);
      const asText = await rehearsal.send("/users/1", { headers: { Accept: "text/html" } });
      assert.equal(asText.body, bytes.toString("base64"));
    }));

  it("answers 500, and says so at start-up, when nothing lets API Gateway call the function", () =>
    rehearse({ paths, noPermission: true }, async (rehearsal) => {
      const answer = await rehearsal.send("/users/1");
      assert.equal(answer.status, 500);
      assert.equal(rehearsal.events.length, 0);
      assert.match(
        rehearsal.gateway.notices.map(({ message }) => message).join(),
        /No aws.lambda.Permission/,
      );
    }));

  it("shows the claims as text, as API Gateway does", () => {
    const options: ApiOptions = {
      paths: { "/me": { get: operation(lambda(), { security: [{ pool: [] }] }) } },
      document: COGNITO,
    };
    return rehearse(graphOf(options), async (rehearsal) => {
      rehearsal.tokens.set("good", {
        ok: true,
        claims: {
          sub: "u1",
          token_use: "id",
          exp: 1795258260,
          "cognito:groups": ["a", "b"],
          email_verified: true,
        },
      });
      await rehearsal.send("/me", { headers: { Authorization: "good" } });
      const context = rehearsal.events[0]?.requestContext as { authorizer?: unknown };
      assert.deepEqual(context.authorizer, {
        claims: {
          sub: "u1",
          token_use: "id",
          exp: "Sat Nov 21 10:51:00 UTC 2026",
          "cognito:groups": "a,b",
          email_verified: "true",
        },
      });
    });
  });
});
