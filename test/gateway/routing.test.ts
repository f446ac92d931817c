import assert from "node:assert/strict";

import fc from "fast-check";

import { ResourceTree } from "../../local/gateway/routing/resourceTree";
import { API_ID, mock, operation, rehearse, resource } from "./fixture";

describe("resource tree", () => {
  const tree = new ResourceTree<string>();
  for (const path of ["/", "/users", "/users/{id}", "/users/me", "/users/{id}/orders", "/{proxy+}"])
    tree.add("GET", path, path);
  tree.add("POST", "/{proxy+}", "POST /{proxy+}");
  tree.add("ANY", "/any", "ANY /any");

  const cases: readonly [string, string, string | undefined, object | undefined][] = [
    ["GET", "/", "/", undefined],
    ["GET", "/users", "/users", undefined],
    ["GET", "/users/", "/users", undefined],
    ["GET", "/users/me", "/users/me", undefined],
    ["GET", "/users/42", "/users/{id}", { id: "42" }],
    ["GET", "/users/a%2Fb", "/users/{id}", { id: "a%2Fb" }],
    ["GET", "/users/me/orders", "/users/{id}/orders", { id: "me" }],
    ["GET", "/Users", "/{proxy+}", { proxy: "Users" }],
    ["GET", "/a/b/c", "/{proxy+}", { proxy: "a/b/c" }],
    ["POST", "/users", "POST /{proxy+}", { proxy: "users" }],
    ["DELETE", "/users", undefined, undefined],
    ["PATCH", "/any", "ANY /any", undefined],
  ];
  for (const [method, path, expected, parameters] of cases)
    it(`${method} ${path} → ${expected ?? "nothing"}`, () => {
      const found = tree.find(method, path);
      assert.equal(found?.method, expected);
      assert.deepEqual(found?.pathParameters, parameters);
    });

  it("finds every declared path again, whatever stands in its parameters", () => {
    const part = fc.constantFrom("a", "b", "{x}", "{y}");
    const segment = fc.stringMatching(/^[A-Za-z0-9~_.-]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(part, { maxLength: 4 }), { minLength: 1 }),
        fc.array(segment),
        (paths, values) => {
          const all = new ResourceTree<string>();
          for (const parts of paths) all.add("GET", `/${parts.join("/")}`, parts.join("/"));
          for (const parts of paths) {
            const path = `/${parts.map((one, index) => (one.startsWith("{") ? (values[index] ?? "v") : one)).join("/")}`;
            assert.notEqual(all.find("GET", path), undefined, path);
          }
        },
      ),
    );
  });
});

describe("addresses", () => {
  const paths = { "/health": { get: operation(mock('{"status":"ok"}')) } };
  const domain = (mapping: object): ReturnType<typeof resource>[] => [
    resource("aws:apigateway/domainName:DomainName", "domain", "api.example.com", {
      domainName: "api.example.com",
    }),
    resource("aws:apigateway/basePathMapping:BasePathMapping", "mapping", "m", {
      restApi: API_ID,
      domainName: "api.example.com",
      ...mapping,
    }),
  ];

  it("answers under the path form on any host", () =>
    rehearse({ paths }, async (rehearsal) => {
      const answer = await rehearsal.send("/health", { headers: { host: "127.0.0.1:1" } });
      assert.deepEqual([answer.status, answer.body], [200, '{"status":"ok"}']);
    }));

  it("answers under both virtual hosts, with the stage in the path", () =>
    rehearse({ paths }, async (rehearsal) => {
      for (const host of [
        `${API_ID}.execute-api.localhost:8787`,
        `${API_ID}.execute-api.eu-west-1.amazonaws.com`,
      ])
        assert.equal((await rehearsal.send("/dev/health", { host })).status, 200, host);
    }));

  it("says Forbidden for a stage that does not exist", () =>
    rehearse({ paths }, async (rehearsal) => {
      const answer = await rehearsal.send("/prod/health", { host: `${API_ID}.execute-api.localhost` });
      assert.deepEqual([answer.status, answer.body], [403, '{"message":"Forbidden"}']);
      assert.equal(answer.headers["x-amzn-errortype"], "ForbiddenException");
      assert.equal(answer.headers["x-gatehouse-trace"], "stage=none(prod; there is dev)");
    }));

  it("keeps why to itself when traces are off", () =>
    rehearse(
      { paths },
      async (rehearsal) => {
        const answer = await rehearsal.send("/prod/health", { host: `${API_ID}.execute-api.localhost` });
        assert.deepEqual([answer.status, answer.headers["x-gatehouse-trace"]], [403, undefined]);
      },
      { trace: false },
    ));

  it("leaves other hosts and paths alone", () =>
    rehearse({ paths }, async (rehearsal) => {
      assert.equal((await rehearsal.send("/dev/health", { host: "localhost" })).body, "not ours");
      assert.equal(
        (await rehearsal.send("/_aws/execute-api/zzz/dev/health", { host: "localhost" })).body,
        "not ours",
      );
    }));

  it("serves a custom domain under its base path only", () =>
    rehearse({ paths, extra: domain({ stageName: "dev", basePath: "v1" }) }, async (rehearsal) => {
      assert.equal((await rehearsal.send("/v1/health", { host: "api.example.com" })).status, 200);
      assert.equal(
        (await rehearsal.send("/v1/health", { host: "API.example.com.localhost:8787" })).status,
        200,
      );
      const unmapped = await rehearsal.send("/v10/health", { host: "api.example.com" });
      assert.equal(unmapped.body, '{"message":"Forbidden"}');
      assert.equal(
        unmapped.headers["x-gatehouse-trace"],
        "mapping=none(/v10/health; api.example.com has /v1)",
      );
    }));

  it("takes the stage from the path when the mapping names none", () =>
    rehearse({ paths, extra: domain({}) }, async (rehearsal) => {
      assert.equal((await rehearsal.send("/dev/health", { host: "api.example.com" })).status, 200);
    }));

  it("closes a disabled default endpoint and gives the path form the custom domain's name", () =>
    rehearse(
      {
        paths: { "/who": { get: operation(mock("$context.domainName $context.path")) } },
        api: { disableExecuteApiEndpoint: true },
        extra: domain({ stageName: "dev", basePath: "v1" }),
      },
      async (rehearsal) => {
        const closed = await rehearsal.send("/dev/who", {
          host: `${API_ID}.execute-api.eu-west-1.amazonaws.com`,
        });
        assert.deepEqual([closed.status, closed.body], [403, '{"message":"Forbidden"}']);
        assert.equal(
          closed.headers["x-gatehouse-trace"],
          "endpoint=disabled(the API is at api.example.com/v1)",
        );
        assert.equal((await rehearsal.send("/who")).body, "api.example.com /v1/who");
        assert.deepEqual(rehearsal.gateway.apis[0]?.hosts, ["api.example.com", "api.example.com.localhost"]);
      },
    ));

  it("says Missing Authentication Token for an unknown resource, method or case", () =>
    rehearse({ paths }, async (rehearsal) => {
      for (const [method, path] of [
        ["GET", "/nothing"],
        ["POST", "/health"],
        ["GET", "/Health"],
      ] as const) {
        const answer = await rehearsal.send(path, { method });
        assert.deepEqual([answer.status, answer.body], [403, '{"message":"Missing Authentication Token"}']);
        assert.equal(answer.headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
      }
    }));
});
