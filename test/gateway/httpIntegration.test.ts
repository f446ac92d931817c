import assert from "node:assert/strict";

import { httpTargets } from "../../local/gateway";
import type { GatewayParts, HttpTargetSetting } from "../../local/gateway";
import { FakeBackend } from "./backend";
import { API_ID, operation, rehearse } from "./fixture";
import type { ApiOptions, Json } from "./fixture";

const ORIGIN = "https://inventory.example.com";

const http = (extra: Json = {}): Json => ({
  type: "http",
  httpMethod: "GET",
  uri: `${ORIGIN}/v1/items/{item}`,
  passthroughBehavior: "never",
  requestParameters: {
    "integration.request.path.item": "method.request.path.id",
    "integration.request.querystring.size": "method.request.querystring.size",
    "integration.request.querystring.tag": "method.request.multivaluequerystring.tag",
    "integration.request.header.X-Stage": "stageVariables.name",
    "integration.request.header.X-Caller": "context.identity.sourceIp",
    "integration.request.header.X-Fixed": "'fixed'",
  },
  requestTemplates: { "application/json": "" },
  responses: {
    default: {
      statusCode: "200",
      responseTemplates: { "application/json": '{"stock":$input.json("$.quantity")}' },
      responseParameters: {
        "method.response.header.ETag": "integration.response.header.etag",
        "method.response.header.X-Name": "integration.response.body.item.name",
      },
    },
    "404": { statusCode: "404", responseTemplates: { "application/json": '{"message":"No such item"}' } },
  },
  ...extra,
});

const proxy = (extra: Json = {}): Json => ({
  type: "http_proxy",
  httpMethod: "ANY",
  uri: `${ORIGIN}/v1/{proxy}`,
  requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" },
  ...extra,
});

const parts = (setting: HttpTargetSetting): Partial<GatewayParts> => ({
  httpTargets: httpTargets({ [ORIGIN]: setting }),
});

const api = (integration: Json): ApiOptions => ({
  paths: { "/items/{id}": { get: operation(integration) } },
  stage: { variables: { name: "blue" } },
});
const proxyApi = (integration: Json): ApiOptions => ({
  paths: { "/{proxy+}": { "x-amazon-apigateway-any-method": operation(integration) } },
});

describe("HTTP integration", () => {
  it("sends mapped parameters only, and maps the answer", () =>
    FakeBackend.with((backend) =>
      rehearse(
        api(http()),
        async (rehearsal) => {
          backend.reply = {
            headers: { "content-type": "application/json", etag: '"7"', server: "nginx" },
            body: '{"quantity":3,"item":{"name":"chair"}}',
          };
          const answer = await rehearsal.send("/items/a%20b?size=2&tag=x&tag=y&other=1", {
            headers: { Cookie: "secret=1" },
          });
          assert.deepEqual([answer.status, answer.body], [200, '{"stock":3}']);
          assert.deepEqual([answer.headers.etag, answer.headers["x-name"]], ['"7"', "chair"]);
          assert.equal(answer.headers.server, undefined);
          const [received] = backend.received;
          assert.equal(received?.url, "/v1/items/a%20b?size=2&tag=x&tag=y");
          const { headers = {} } = received ?? {};
          assert.deepEqual(
            [headers["x-stage"], headers["x-caller"], headers["x-fixed"], headers.cookie],
            ["blue", "127.0.0.1", "fixed", undefined],
          );
          assert.equal(headers["x-amzn-apigateway-api-id"], API_ID);
          assert.deepEqual(rehearsal.gateway.notices, []);
        },
        parts(backend.url),
      ),
    ));

  it("selects the response by status", () =>
    FakeBackend.with((backend) =>
      rehearse(
        api(http()),
        async (rehearsal) => {
          backend.reply = { status: 404, body: "<html>" };
          const answer = await rehearsal.send("/items/1");
          assert.deepEqual([answer.status, answer.body], [404, '{"message":"No such item"}']);
        },
        parts(backend.url),
      ),
    ));

  it("sends what the template overrides", () =>
    FakeBackend.with((backend) =>
      rehearse(
        api(
          http({
            requestTemplates: {
              "application/json":
                '#set($context.requestOverride.path.item = "other")#set($context.requestOverride.header.X-Fixed = "new")#set($context.requestOverride.querystring.size = "9")',
            },
          }),
        ),
        async (rehearsal) => {
          await rehearsal.send("/items/1?size=2");
          assert.equal(backend.received[0]?.url, "/v1/items/other?size=9");
          assert.equal(backend.received[0]?.headers["x-fixed"], "new");
        },
        parts(backend.url),
      ),
    ));

  it("is answered by a canned answer of the settings", () =>
    rehearse(
      api(http()),
      async (rehearsal) => {
        assert.equal((await rehearsal.send("/items/1")).body, '{"stock":5}');
      },
      parts({ body: { quantity: 5 } }),
    ));

  it("connects nowhere without stand-in: 504, and a notice that names the setting", () =>
    rehearse(api(http()), async (rehearsal) => {
      const answer = await rehearsal.send("/items/1");
      assert.deepEqual(
        [answer.status, answer.body],
        [504, '{"message": "Network error communicating with endpoint"}'],
      );
      assert.match(
        rehearsal.gateway.notices[0]?.message ?? "",
        /httpTargets.*https:\/\/inventory\.example\.com/,
      );
    }));

  it("never calls a stand-in that is not on loopback", () =>
    rehearse(
      api(http()),
      async (rehearsal) => assert.equal((await rehearsal.send("/items/1")).status, 504),
      parts("http://192.0.2.1:9000"),
    ));
});

describe("HTTP proxy integration", () => {
  it("hands everything on, over a VPC link too, and the answer back", () =>
    FakeBackend.with((backend) =>
      rehearse(
        proxyApi(proxy({ connectionType: "VPC_LINK", connectionId: "link1" })),
        async (rehearsal) => {
          backend.reply = {
            status: 418,
            headers: { "content-type": "text/plain", server: "nginx", "x-own": "1" },
            body: "teapot",
          };
          const answer = await rehearsal.send("/stock/1?a=1&a=2&b=%26", {
            method: "PATCH",
            headers: { "Content-Type": "text/csv", "X-Mine": "m", "X-Gatehouse-Test": "kept here" },
            body: "x,y",
          });
          assert.deepEqual([answer.status, answer.body, answer.headers["x-own"]], [418, "teapot", "1"]);
          assert.equal(answer.headers["x-amzn-remapped-server"], "nginx");
          const [received] = backend.received;
          assert.deepEqual(
            [received?.method, received?.url, received?.body],
            ["PATCH", "/v1/stock/1?a=1&a=2&b=%26", "x,y"],
          );
          const { headers = {} } = received ?? {};
          assert.deepEqual(
            [headers["content-type"], headers["x-mine"], headers["x-forwarded-for"], headers.host],
            ["text/csv", "m", "127.0.0.1", backend.url.slice("http://".length)],
          );
          assert.equal(headers["x-gatehouse-test"], undefined);
        },
        parts(backend.url),
      ),
    ));

  it("answers 504 when the backend is too slow", () =>
    FakeBackend.with((backend) =>
      rehearse(
        proxyApi(proxy({ timeoutInMillis: 50 })),
        async (rehearsal) => {
          backend.reply = "hang";
          assert.equal((await rehearsal.send("/x")).body, '{"message": "Endpoint request timed out"}');
        },
        parts(backend.url),
      ),
    ));
});

describe("stand-ins for outside hosts", () => {
  it("the longest prefix wins, and ends where a part of the URL ends", () => {
    const targets = httpTargets({
      "https://a.example": "http://127.0.0.1:1/",
      "https://a.example/v2": "http://localhost:2/base",
    });
    const urlOf = (url: string): string | undefined => {
      const target = targets.resolve(url);
      return target?.kind === "forward" ? target.url : undefined;
    };
    assert.equal(urlOf("https://a.example/v1?x=1"), "http://127.0.0.1:1/v1?x=1");
    assert.equal(urlOf("https://a.example/v2/items"), "http://localhost:2/base/items");
    assert.equal(urlOf("https://a.example/v20"), "http://127.0.0.1:1/v20");
    assert.equal(urlOf("https://a.example.evil/"), undefined);
    assert.equal(urlOf("https://b.example/"), undefined);
  });
});
