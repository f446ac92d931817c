import assert from "node:assert/strict";
import fc from "fast-check";
import { domainPrefix } from "../../../infra/identity/domainPrefix";
import { clientScopes, resourceServers } from "../../../infra/identity/scopes";
import { parseStage, StageConfigError } from "../../../infra/stage";

const account = fc.stringMatching(/^\d{12}$/);

describe("domainPrefix", () => {
  it("is what Cognito accepts, and does not give the account away", () => {
    fc.assert(
      fc.property(account, fc.constantFrom("eu-west-1", "us-east-1"), (id, region) => {
        const prefix = domainPrefix("gatehouse", "dev", id, region);
        assert.match(prefix, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
        assert.doesNotMatch(prefix, /aws|amazon|cognito/);
        assert.ok(!prefix.includes(id));
      }),
    );
  });

  it("is the same each time, and another for another account, Region or stage", () => {
    const prefix = domainPrefix("gatehouse", "dev", "111111111111", "eu-west-1");
    assert.equal(domainPrefix("gatehouse", "dev", "111111111111", "eu-west-1"), prefix);
    assert.notEqual(domainPrefix("gatehouse", "dev", "222222222222", "eu-west-1"), prefix);
    assert.notEqual(domainPrefix("gatehouse", "dev", "111111111111", "eu-west-2"), prefix);
    assert.notEqual(domainPrefix("gatehouse", "test", "111111111111", "eu-west-1"), prefix);
  });
});

const scopes = [
  { name: "shop/users.read", description: "Read users" },
  { name: "shop/users.write", description: "" },
  { name: "stock/items.read", description: "x".repeat(300) },
];

describe("resourceServers", () => {
  it("groups scopes by the server that their names start with", () => {
    assert.deepEqual(
      resourceServers(scopes).map(({ identifier, scopes: own }) => [identifier, own.map((s) => s.scopeName)]),
      [
        ["shop", ["users.read", "users.write"]],
        ["stock", ["items.read"]],
      ],
    );
  });

  it("gives each scope a description of 1 to 256 characters, as Cognito wants", () => {
    for (const { scopeDescription } of resourceServers(scopes).flatMap((server) => server.scopes)) {
      assert.ok(scopeDescription.length >= 1 && scopeDescription.length <= 256);
    }
  });
});

describe("clientScopes", () => {
  const config = (own?: string[]) =>
    parseStage("dev", {
      identity: {
        browserClient: {
          callbackUrls: ["https://a.example/"],
          logoutUrls: ["https://a.example/"],
          ...(own && { scopes: own }),
        },
        nativeClient: {
          callbackUrls: ["com.example.app://callback"],
          logoutUrls: ["com.example.app://"],
          scopes: ["stock/items.read", ...(own ?? [])],
        },
      },
    });

  it("lets browsers read unless the stage says more", () => {
    assert.deepEqual(clientScopes("browserClient", scopes, config()), [
      "shop/users.read",
      "stock/items.read",
    ]);
    assert.deepEqual(clientScopes("browserClient", scopes, config(["shop/users.write"])), [
      "shop/users.write",
    ]);
  });

  it("counts what is only received as read", () => {
    const live = ["live/subscribe", "live/publish"].map((name) => ({ name, description: "" }));
    assert.deepEqual(clientScopes("browserClient", live, config()), ["live/subscribe"]);
  });

  it("asks the app's own list for the app", () => {
    assert.deepEqual(clientScopes("nativeClient", scopes, config()), ["stock/items.read"]);
    assert.throws(
      () => clientScopes("nativeClient", scopes, config(["shop/user.read"])),
      /GH1108 gatehouse:stage\.identity\.nativeClient\.scopes\.1 names "shop\/user\.read"/,
    );
  });

  it("refuses a scope that no contract declares: with the nearest, or with those there are", () => {
    const refused = (scope: string, fix: RegExp) =>
      assert.throws(
        () => clientScopes("browserClient", scopes, config([scope])),
        (error) => {
          assert.ok(error instanceof StageConfigError);
          const [problem] = error.problems;
          assert.equal(problem?.file, "Pulumi.dev.yaml");
          assert.equal(problem?.key, "gatehouse:stage.identity.browserClient.scopes.0");
          assert.match(problem?.fix ?? "", fix);
          return true;
        },
      );
    refused("shop/user.read", /^did you mean shop\/users\.read\?$/);
    refused("warehouse/everything", /^use shop\/users\.read, shop\/users\.write, stock\/items\.read$/);
  });
});
