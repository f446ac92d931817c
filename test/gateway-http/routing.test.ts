import assert from "node:assert/strict";

import fc from "fast-check";

import { RouteTree } from "../../local/gateway/http/routeTree";
import { resource } from "../gateway/fixture";
import { FUNCTION, HTTP_ID, rehearseHttp } from "./fixture";

const notFound = '{"message":"Not Found"}';

describe("Routes of an HTTP API", () => {
  const tree = new RouteTree<string>();
  for (const key of [
    "GET /pets",
    "GET /pets/dog/1",
    "GET /pets/dog/{id}",
    "GET /pets/{kind}/{id}",
    "GET /pets/{proxy+}",
    "ANY /{proxy+}",
    "POST /orders/{order}/lines",
    "GET /orders/{id}",
    "GET /",
  ]) {
    const [method = "", path] = key.split(" ");
    tree.add(method, path, key);
  }
  const choices: readonly [string, string, string | undefined, Record<string, string>?][] = [
    ["GET", "/pets", "GET /pets"],
    ["GET", "/pets/dog/1", "GET /pets/dog/1"],
    ["GET", "/pets/dog/2", "GET /pets/dog/{id}", { id: "2" }],
    ["GET", "/pets/cat/2", "GET /pets/{kind}/{id}", { kind: "cat", id: "2" }],
    ["GET", "/pets/cat/2/3", "GET /pets/{proxy+}", { proxy: "cat/2/3" }],
    ["POST", "/pets/cat/2", "ANY /{proxy+}", { proxy: "pets/cat/2" }],
    ["POST", "/orders/7/lines", "POST /orders/{order}/lines", { order: "7" }],
    ["GET", "/orders/a%2Fb", "GET /orders/{id}", { id: "a/b" }],
    ["GET", "/", "GET /"],
    ["POST", "/", undefined],
    ["GET", "/Pets/", "ANY /{proxy+}", { proxy: "Pets/" }],
  ];
  for (const [method, path, route, parameters] of choices)
    it(`${method} ${path} goes to ${route ?? "none"}`, () => {
      const match = tree.find(method, path);
      assert.equal(match?.route, route);
      assert.deepEqual(match?.pathParameters, parameters);
    });

  it("finds a literal route by its own path, whatever it is", () =>
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zA-Z0-9._~-]{1,8}$/), { minLength: 1, maxLength: 5 }),
        (parts) => {
          const own = new RouteTree<string>();
          own.add("GET", "/{proxy+}", "greedy");
          own.add("GET", `/${parts.join("/")}`, "own");
          assert.equal(own.find("GET", `/${parts.join("/")}`)?.route, "own");
          assert.equal(own.find("GET", `/${parts.join("/")}/x`)?.route, "greedy");
        },
      ),
    ));

  it("never throws, whatever the path", () =>
    fc.assert(fc.property(fc.string(), (path) => void tree.find("GET", `/${path}`))));
});

describe("Stages and addresses of an HTTP API", () => {
  const routes = { "GET /pets": {} };

  it("serves $default without its name, and a named stage with it", () =>
    rehearseHttp(
      { routes, stages: { $default: { autoDeploy: true }, beta: { autoDeploy: true } } },
      async (rehearsal, send) => {
        assert.equal((await send("/pets")).status, 200);
        assert.equal((await send("/beta/pets")).status, 200);
        assert.equal(
          (await rehearsal.send("/pets", { host: `${HTTP_ID}.execute-api.localhost:1` })).status,
          200,
        );
        assert.deepEqual(
          rehearsal.events.map(({ rawPath }) => rawPath),
          ["/pets", "/beta/pets", "/pets"],
        );
        assert.deepEqual(
          rehearsal.gateway.apis.map(({ kind, stage, path }) => [kind, stage, path]),
          [
            ["HTTP", "$default", `/_aws/execute-api/${HTTP_ID}`],
            ["HTTP", "beta", `/_aws/execute-api/${HTTP_ID}/beta`],
          ],
        );
      },
    ));

  it("answers 404 with AWS's body where no route is, and when the trailing slash is too much", () =>
    rehearseHttp({ routes }, async (_, send) => {
      for (const path of ["/dogs", "/pets/", "/"]) {
        const answer = await send(path);
        assert.deepEqual([answer.status, answer.body], [404, notFound]);
        assert.equal(answer.headers["content-type"], "application/json");
        assert.equal(String(answer.headers["apigw-requestid"]).length, 16);
      }
    }));

  it("serves a stage without deployment to nobody, and says so", () =>
    rehearseHttp({ routes, stages: { $default: {} } }, async (rehearsal, send) => {
      assert.equal((await send("/pets")).status, 404);
      assert.match(rehearsal.gateway.notices.map(({ message }) => message).join(), /neither autoDeploy nor/);
    }));

  it("finds the longest mapping key of a custom domain, and refuses what has none", () =>
    rehearseHttp(
      {
        routes,
        stages: { $default: { autoDeploy: true }, beta: { autoDeploy: true } },
        extra: [
          resource("aws:apigatewayv2/domainName:DomainName", "d", "api.example.com", {
            domainName: "api.example.com",
          }),
          ...(
            [
              ["catalog", "$default"],
              ["catalog/beta", "beta"],
            ] as const
          ).map(([apiMappingKey, stage]) =>
            resource("aws:apigatewayv2/apiMapping:ApiMapping", stage, stage, {
              apiId: HTTP_ID,
              domainName: "api.example.com",
              stage,
              apiMappingKey,
            }),
          ),
        ],
      },
      async (rehearsal) => {
        const host = "api.example.com";
        assert.equal((await rehearsal.send("/catalog/pets", { host })).status, 200);
        assert.equal((await rehearsal.send("/catalog/beta/pets", { host: `${host}.localhost` })).status, 200);
        const unmapped = await rehearsal.send("/other/pets", { host });
        assert.equal(unmapped.status, 403);
        assert.equal(unmapped.headers["x-gatehouse-trace"], "mapping=none(/other/pets)");
        assert.ok(unmapped.headers["apigw-requestid"]);
        const contexts = rehearsal.events.map(
          ({ requestContext }) => requestContext as Record<string, unknown>,
        );
        assert.deepEqual(
          contexts.map(({ domainName, stage }) => [domainName, stage]),
          [
            [host, "$default"],
            [host, "beta"],
          ],
        );
      },
    ));

  it("does not answer at a disabled default endpoint", () =>
    rehearseHttp({ routes, api: { disableExecuteApiEndpoint: true } }, async (_, send) => {
      const answer = await send("/pets");
      assert.equal(answer.status, 404);
      assert.equal(answer.headers["x-gatehouse-trace"], "endpoint=disabled(the API has no other address)");
    }));

  it("says which stages there are when it is asked for another", () =>
    rehearseHttp({ routes, stages: { dev: { autoDeploy: true } } }, async (_, send) => {
      const answer = await send("/prod/pets");
      assert.equal(answer.status, 404);
      assert.equal(answer.headers["x-gatehouse-trace"], "stage=none(prod; there is dev)");
    }));

  it("reads routes, CORS and authorizers from an OpenAPI body", () => {
    const body = JSON.stringify({
      openapi: "3.0.1",
      paths: {
        "/pets/{id}": {
          get: {
            "x-amazon-apigateway-integration": { $ref: "#/components/x-amazon-apigateway-integrations/fn" },
          },
        },
        "/$default": {
          "x-amazon-apigateway-any-method": {
            isDefaultRoute: true,
            security: [{ jwt: ["read"] }],
            "x-amazon-apigateway-integration": { $ref: "#/components/x-amazon-apigateway-integrations/fn" },
          },
        },
      },
      components: {
        securitySchemes: {
          jwt: {
            type: "oauth2",
            "x-amazon-apigateway-authorizer": {
              type: "jwt",
              identitySource: "$request.header.Authorization",
              jwtConfiguration: {
                issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool",
                audience: ["client1"],
              },
            },
          },
        },
        "x-amazon-apigateway-integrations": {
          fn: { type: "AWS_PROXY", uri: FUNCTION.integrationUri, payloadFormatVersion: "2.0" },
        },
      },
      "x-amazon-apigateway-cors": { allowOrigins: ["https://shop.example"] },
    });
    return rehearseHttp({ api: { body } }, async (rehearsal, send) => {
      const answer = await send("/pets/1", { headers: { Origin: "https://shop.example" } });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers["access-control-allow-origin"], "https://shop.example");
      assert.deepEqual(rehearsal.events[0]?.pathParameters, { id: "1" });
      assert.equal((await send("/anything")).status, 401);
    });
  });
});
