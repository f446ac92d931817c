import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";

import { httpTargets } from "../../local/gateway/integrations/httpTargets";
import { resource } from "../gateway/fixture";
import { FUNCTION, JWT, rehearseHttp } from "./fixture";

const CORS = {
  allowOrigins: ["https://shop.example"],
  allowMethods: ["GET", "POST"],
  allowHeaders: ["authorization"],
  exposeHeaders: ["x-total"],
  allowCredentials: true,
  maxAge: 600,
};
const preflight = (origin: string) => ({
  method: "OPTIONS",
  headers: { Origin: origin, "Access-Control-Request-Method": "GET" },
});

describe("CORS of an HTTP API", () => {
  const options = { routes: { "GET /pets": {} }, api: { corsConfiguration: CORS } };

  it("answers a preflight request by itself", () =>
    rehearseHttp(options, async (rehearsal, send) => {
      const answer = await send("/pets", preflight("https://shop.example"));
      assert.equal(answer.status, 204);
      assert.equal(answer.headers["access-control-allow-origin"], "https://shop.example");
      assert.equal(answer.headers["access-control-allow-methods"], "GET,POST");
      assert.equal(answer.headers["access-control-allow-headers"], "authorization");
      assert.equal(answer.headers["access-control-allow-credentials"], "true");
      assert.equal(answer.headers["access-control-max-age"], "600");
      assert.equal(rehearsal.events.length, 0);
    }));

  it("gives another origin no CORS header at all", () =>
    rehearseHttp(options, async (_, send) => {
      for (const answer of [
        await send("/pets", preflight("https://evil.example")),
        await send("/pets", { headers: { Origin: "https://evil.example" } }),
      ])
        assert.deepEqual(
          Object.keys(answer.headers).filter((name) => name.startsWith("access-control-")),
          [],
        );
    }));

  it("puts its own headers in place of the function's", () =>
    rehearseHttp(options, async (rehearsal, send) => {
      rehearsal.invoke = () => ({
        ok: true,
        payload: { statusCode: 200, headers: { "Access-Control-Allow-Origin": "*", "X-Total": "1" } },
      });
      const answer = await send("/pets", { headers: { Origin: "https://shop.example" } });
      assert.equal(answer.headers["access-control-allow-origin"], "https://shop.example");
      assert.equal(answer.headers["access-control-expose-headers"], "x-total");
      assert.equal(answer.headers["x-total"], "1");
    }));

  it("leaves preflight requests to a route that takes them, authorizer and all", () =>
    rehearseHttp(
      {
        ...options,
        routes: { $default: { authorizationType: "JWT", authorizer: "jwt" } },
        authorizers: { jwt: JWT },
      },
      async (_, send) => assert.equal((await send("/x", preflight("https://shop.example"))).status, 401),
    ));
});

describe("Throttle and limits of an HTTP API", () => {
  it("limits each route by itself, and its own limit comes before the stage's", () =>
    rehearseHttp(
      {
        routes: { "GET /a": {}, "GET /b": {} },
        stages: {
          $default: {
            autoDeploy: true,
            defaultRouteSettings: { throttlingBurstLimit: 1, throttlingRateLimit: 1 },
            routeSettings: [{ routeKey: "GET /b", throttlingBurstLimit: 2, throttlingRateLimit: 1 }],
          },
        },
      },
      async (rehearsal, send) => {
        const status = async (path: string) => (await send(path)).status;
        assert.deepEqual([await status("/a"), await status("/a")], [200, 429]);
        assert.deepEqual([await status("/b"), await status("/b"), await status("/b")], [200, 200, 429]);
        assert.equal((await send("/a")).body, '{"message":"Too Many Requests"}');
        rehearsal.clock.advance(1000);
        assert.equal(await status("/a"), 200);
      },
    ));

  it("answers 413 for more than 10 MB, and 431 for too many headers", () =>
    rehearseHttp({ routes: { "POST /a": {} } }, async (_, send) => {
      const large = await send("/a", { method: "POST", body: Buffer.alloc(10 * 1024 * 1024 + 1) });
      assert.deepEqual([large.status, large.body], [413, '{"message":"Request Entity Too Large"}']);
      assert.equal((await send("/a", { method: "POST", headers: { x: "y".repeat(11_000) } })).status, 431);
    }));

  it("writes the access log in the declared format, and what a caller chose cannot break out of it", () =>
    rehearseHttp(
      {
        routes: { "GET /a": {} },
        stages: {
          $default: {
            autoDeploy: true,
            accessLogSettings: {
              destinationArn: "arn:logs",
              format:
                '{"route":"$context.routeKey","status":$context.status,"agent":"$context.identity.userAgent","error":$context.error.messageString}',
            },
          },
        },
      },
      async (rehearsal, send) => {
        await send("/a", { headers: { "User-Agent": '"} {"' } });
        await send("/none");
        assert.equal(rehearsal.logs[0], '{"route":"GET /a","status":200,"agent":"\\"} {\\"","error":-}');
        assert.equal(rehearsal.logs[1], '{"route":"-","status":404,"agent":"-","error":"Not Found"}');
      },
    ));
});

describe("HTTP and AWS service integrations of an HTTP API", () => {
  let server: Server;
  let origin = "";
  const seen: { request: IncomingMessage; body: string }[] = [];
  before(async () => {
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        seen.push({ request, body });
        response
          .writeHead(201, { "X-Backend": "yes", "Content-Type": "application/json" })
          .end('{"ok":true}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => void server.close());
  beforeEach(() => void (seen.length = 0));

  it("calls the stand-in of a public backend, path parameters filled in", () =>
    rehearseHttp(
      {
        routes: { "GET /stock/{proxy+}": { integration: "http" } },
        integrations: {
          http: {
            integrationType: "HTTP_PROXY",
            integrationMethod: "ANY",
            integrationUri: "https://stock.example/v1/{proxy}",
          },
        },
      },
      async (_, send) => {
        const answer = await send("/stock/a/b?x=1");
        assert.deepEqual(
          [answer.status, answer.body, answer.headers["x-backend"]],
          [201, '{"ok":true}', "yes"],
        );
        assert.equal(seen[0]?.request.url, "/v1/a/b?x=1");
        assert.equal(seen[0].request.headers.host, "stock.example");
        assert.match(
          String(seen[0].request.headers.forwarded),
          /for=127\.0\.0\.1;host=http123456\.execute-api/,
        );
        assert.match(String(seen[0].request.headers.via), /AmazonAPIGateway/);
      },
      { httpTargets: httpTargets({ "https://stock.example": origin }) },
    ));

  it("calls a private backend by the name of its VPC link, with the stage in the path", () =>
    rehearseHttp(
      {
        routes: { "POST /orders": { integration: "private" } },
        integrations: {
          private: {
            integrationType: "HTTP_PROXY",
            integrationMethod: "POST",
            connectionType: "VPC_LINK",
            connectionId: "link1",
            integrationUri: "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/x/1/2",
          },
        },
        stages: { dev: { autoDeploy: true } },
        extra: [resource("aws:apigatewayv2/vpcLink:VpcLink", "link", "link1", { name: "orders" })],
      },
      async (_, send) => {
        assert.equal((await send("/dev/orders", { method: "POST", body: "hello" })).status, 201);
        assert.equal(seen[0]?.request.url, "/dev/orders");
        assert.equal(seen[0].body, "hello");
      },
      { httpTargets: httpTargets({ "vpclink://orders": origin }) },
    ));

  it("connects to nothing outside: 503, and a notice that names the setting", () =>
    rehearseHttp(
      {
        routes: { "GET /stock": { integration: "http" } },
        integrations: { http: { integrationType: "HTTP_PROXY", integrationUri: "https://stock.example/v1" } },
      },
      async (rehearsal, send) => {
        assert.equal((await send("/stock")).status, 503);
        assert.match(
          rehearsal.gateway.notices.map(({ message }) => message).join(),
          /httpTargets.*stock\.example/,
        );
      },
    ));

  const sqs = {
    integrationType: "AWS_PROXY",
    integrationSubtype: "SQS-SendMessage",
    credentialsArn: "arn:aws:iam::1:role/r",
    requestParameters: { QueueUrl: "https://sqs/1/q", MessageBody: "$request.body", DelaySeconds: "5" },
  };

  it("sends a message to a queue in the queue's own protocol", () =>
    rehearseHttp(
      { routes: { "POST /q": { integration: "sqs" } }, integrations: { sqs } },
      async (_, send) => {
        const answer = await send("/q", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: '{"a":1}',
        });
        assert.equal(answer.status, 201);
        assert.equal(seen[0]?.request.headers["x-amz-target"], "AmazonSQS.SendMessage");
        assert.deepEqual(JSON.parse(seen[0].body), {
          QueueUrl: "https://sqs/1/q",
          MessageBody: '{"a":1}',
          DelaySeconds: 5,
        });
      },
      { serviceEndpoints: { endpointOf: (service) => (service === "sqs" ? origin : undefined) } },
    ));

  it("says at start-up which parameter of a service integration is missing", () =>
    rehearseHttp(
      {
        routes: { "POST /q": { integration: "sqs" } },
        integrations: { function: FUNCTION, sqs: { ...sqs, requestParameters: { QueueUrl: "q" } } },
      },
      async (rehearsal, send) => {
        assert.equal((await send("/q", { method: "POST" })).status, 500);
        assert.match(
          rehearsal.gateway.notices.map(({ message }) => message).join(),
          /MessageBody is missing/,
        );
      },
    ));
});
