import assert from "node:assert/strict";

import type { FunctionResult } from "../../local/gateway";
import { ACCOUNT } from "../gateway/fixture";
import { AWS_HOST, FUNCTION, HTTP_ID, rehearseHttp } from "./fixture";

const routes = { "POST /users/{id}": {}, "GET /users/{id}": {} };
const ok =
  (payload: unknown): (() => FunctionResult) =>
  () => ({ ok: true, payload });

describe("Lambda integration of an HTTP API", () => {
  it("gives the function the format 2.0 event", () =>
    rehearseHttp(
      { routes, stages: { dev: { autoDeploy: true, stageVariables: { flavour: "dark" } } } },
      async (rehearsal, send) => {
        await send("/dev/users/a%40b?tag=x&tag=y+z&empty", {
          method: "POST",
          headers: {
            "User-Agent": "curl/8",
            "X-Multi": ["1", "2"],
            Cookie: "a=1; b=2",
            "Content-Type": "application/json; charset=utf-8",
          },
          body: '{"a":1}',
        });
        const [event] = rehearsal.events;
        assert.ok(event);
        const { headers, ...rest } = event as Record<string, Record<string, unknown>>;
        assert.deepEqual(rest, {
          version: "2.0",
          routeKey: "POST /users/{id}",
          rawPath: "/dev/users/a%40b",
          rawQueryString: "tag=x&tag=y+z&empty",
          cookies: ["a=1", "b=2"],
          queryStringParameters: { tag: "x,y z", empty: "" },
          requestContext: {
            accountId: ACCOUNT,
            apiId: HTTP_ID,
            domainName: AWS_HOST,
            domainPrefix: HTTP_ID,
            http: {
              method: "POST",
              path: "/dev/users/a%40b",
              protocol: "HTTP/1.1",
              sourceIp: "127.0.0.1",
              userAgent: "curl/8",
            },
            requestId: "AAAAAAAAQACAAAA=",
            routeKey: "POST /users/{id}",
            stage: "dev",
            time: "21/Nov/2026:10:51:00 +0000",
            timeEpoch: Date.UTC(2026, 10, 21, 10, 51, 0),
          },
          pathParameters: { id: "a@b" },
          stageVariables: { flavour: "dark" },
          body: '{"a":1}',
          isBase64Encoded: false,
        });
        assert.equal(headers?.["x-multi"], "1,2");
        assert.equal(headers?.host, AWS_HOST);
        assert.equal(headers?.cookie, undefined);
        assert.equal(headers?.["x-forwarded-proto"], "https");
      },
    ));

  it("hands a form, and what has no type, over as base64", () =>
    rehearseHttp({ routes }, async (rehearsal, send) => {
      await send("/users/1", {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: "a=1",
      });
      await send("/users/1", { method: "POST", body: "x" });
      for (const event of rehearsal.events) assert.equal(event.isBase64Encoded, true);
      assert.equal(rehearsal.events[0]?.body, Buffer.from("a=1").toString("base64"));
    }));

  it("gives the format 1.0 event when the integration asks for it", () =>
    rehearseHttp(
      { routes, integrations: { function: { ...FUNCTION, payloadFormatVersion: "1.0" } } },
      async (rehearsal, send) => {
        rehearsal.invoke = ok({ statusCode: 201, multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] } });
        const answer = await send("/users/7?a=1&a=2");
        assert.equal(answer.status, 201);
        assert.deepEqual(answer.headers["set-cookie"], ["a=1", "b=2"]);
        const [event] = rehearsal.events;
        assert.equal(event?.version, "1.0");
        assert.equal(event?.resource, "/users/{id}");
        assert.deepEqual(event?.multiValueQueryStringParameters, { a: ["1", "2"] });
        assert.equal(event?.body, null);
      },
    ));

  const inferred: readonly [string, unknown, string][] = [
    ["an object", { a: 1 }, '{"a":1}'],
    ["a list", [1, 2], "[1,2]"],
    ["text", "Hello from Lambda!", "Hello from Lambda!"],
  ];
  for (const [name, payload, body] of inferred)
    it(`takes ${name} without status for the body of a 200`, () =>
      rehearseHttp({ routes }, async (rehearsal, send) => {
        rehearsal.invoke = ok(payload);
        const answer = await send("/users/1");
        assert.deepEqual([answer.status, answer.body], [200, body]);
        assert.equal(answer.headers["content-type"], "application/json");
      }));

  it("hands over status, headers, cookies and a base64 body", () =>
    rehearseHttp({ routes }, async (rehearsal, send) => {
      const bytes = Buffer.from([0, 255, 1]);
      rehearsal.invoke = ok({
        statusCode: 202,
        headers: { "X-Own": "a" },
        cookies: ["c=1; Secure", "d=2"],
        body: bytes.toString("base64"),
        isBase64Encoded: true,
      });
      const answer = await send("/users/1");
      assert.equal(answer.status, 202);
      assert.deepEqual(answer.bytes, bytes);
      assert.equal(answer.headers["x-own"], "a");
      assert.deepEqual(answer.headers["set-cookie"], ["c=1; Secure", "d=2"]);
    }));

  const malformed: readonly [string, unknown][] = [
    ["a status that is no number", { statusCode: "ok" }],
    ["a body that is no text", { statusCode: 200, body: {} }],
    ["a header with a line break", { statusCode: 200, headers: { a: "b\r\nc: d" } }],
  ];
  for (const [name, payload] of malformed)
    it(`answers 500 for ${name}`, () =>
      rehearseHttp({ routes }, async (rehearsal, send) => {
        rehearsal.invoke = ok(payload);
        const answer = await send("/users/1");
        assert.deepEqual([answer.status, answer.body], [500, '{"message":"Internal Server Error"}']);
      }));

  it("answers 500 when the function fails or throws, and 503 when it is too slow", () =>
    rehearseHttp(
      { routes, integrations: { function: { ...FUNCTION, timeoutMilliseconds: 50 } } },
      async (rehearsal, send) => {
        rehearsal.invoke = () => ({ ok: false, kind: "function-error", errorMessage: "boom" });
        assert.equal((await send("/users/1")).status, 500);
        rehearsal.invoke = () => Promise.reject(new Error("worker gone"));
        assert.equal((await send("/users/1")).status, 500);
        rehearsal.invoke = () => new Promise(() => undefined);
        const answer = await send("/users/1");
        assert.deepEqual([answer.status, answer.body], [503, '{"message":"Service Unavailable"}']);
      },
    ));

  it("answers 500, and says so at start-up, when nothing lets API Gateway call the function", () =>
    rehearseHttp({ routes, noPermission: true }, async (rehearsal, send) => {
      assert.equal((await send("/users/1")).status, 500);
      assert.equal(rehearsal.events.length, 0);
      assert.match(
        rehearsal.gateway.notices.map(({ message }) => message).join(),
        /No aws.lambda.Permission/,
      );
    }));

  it("maps headers, query and path on the way in, and headers and status on the way out", () =>
    rehearseHttp(
      {
        routes,
        integrations: {
          function: {
            ...FUNCTION,
            requestParameters: {
              "overwrite:path": "/users/$request.path.id",
              "append:header.x-who": "${context.requestId}-$request.querystring.a",
              "remove:querystring.a": "",
              "overwrite:header.X-Body": "$request.body.name.first",
            },
            responseParameters: [
              {
                statusCode: "200",
                mappings: {
                  "overwrite:statuscode": "203",
                  "append:header.x-own": "more",
                  "remove:header.x-secret": "''",
                },
              },
            ],
          },
        },
      },
      async (rehearsal, send) => {
        rehearsal.invoke = ok({ statusCode: 200, headers: { "x-own": "a", "x-secret": "s" }, body: "b" });
        const answer = await send("/users/7?a=1&b=2", {
          method: "POST",
          headers: { "Content-Type": "application/json", "x-who": "me" },
          body: '{"name":{"first":"Ada"}}',
        });
        assert.equal(answer.status, 203);
        assert.equal(answer.headers["x-own"], "a,more");
        assert.equal(answer.headers["x-secret"], undefined);
        const event = rehearsal.events[0] as Record<string, unknown> & { headers: Record<string, string> };
        assert.equal(event.rawPath, "/users/7");
        assert.equal(event.rawQueryString, "b=2");
        assert.equal(event.headers["x-who"], "me,AAAAAAAAQACAAAA=-1");
        assert.equal(event.headers["x-body"], "Ada");
      },
    ));
});
