import assert from "node:assert/strict";

import { AUTHORIZER_ARN, HTTP_ARN, JWT, SIMPLE, rehearseHttp } from "./fixture";

const now = Date.UTC(2026, 10, 21, 10, 51, 0) / 1000;
const claims = { sub: "u1", client_id: "client1", scope: "read extra", exp: now + 60, iat: now - 60 };
const jwtRoutes = {
  "GET /read": { authorizationType: "JWT", authorizer: "jwt", authorizationScopes: ["read", "admin"] },
  "GET /any": { authorizationType: "JWT", authorizer: "jwt" },
};

describe("JWT authorizer", () => {
  const options = { routes: jwtRoutes, authorizers: { jwt: JWT } };

  it("lets a token with one of the scopes pass, and hands its claims on as text", () =>
    rehearseHttp(options, async (rehearsal, send) => {
      rehearsal.tokens.set("good", { ok: true, claims: { ...claims, "cognito:groups": ["a", "b"] } });
      const answer = await send("/read", { headers: { Authorization: "Bearer good" } });
      assert.equal(answer.status, 200);
      const context = rehearsal.events[0]?.requestContext as { authorizer?: unknown };
      assert.deepEqual(context.authorizer, {
        jwt: {
          claims: {
            sub: "u1",
            client_id: "client1",
            scope: "read extra",
            exp: String(now + 60),
            iat: String(now - 60),
            "cognito:groups": "[a b]",
          },
          scopes: ["read"],
        },
      });
    }));

  const refused: readonly [string, string, Record<string, unknown>, number, RegExp][] = [
    [
      "of another audience",
      "/any",
      { client_id: "other" },
      401,
      /invalid_token.*does not have a valid audience/,
    ],
    ["whose aud is another, whatever its client_id", "/any", { aud: ["x"] }, 401, /valid audience/],
    ["that has expired", "/any", { exp: now - 1 }, 401, /the token has expired/],
    ["without expiry", "/any", { exp: undefined }, 401, /expired/],
    ["that is not yet valid", "/any", { nbf: now + 10 }, 401, /not yet valid/],
    ["issued in the future", "/any", { iat: now + 10 }, 401, /future/],
    ["without the scope", "/read", { scope: "extra" }, 403, /scope="read admin" error="insufficient_scope"/],
  ];
  for (const [name, path, change, status, challenge] of refused)
    it(`refuses a token ${name}`, () =>
      rehearseHttp(options, async (rehearsal, send) => {
        rehearsal.tokens.set("bad", { ok: true, claims: { ...claims, ...change } });
        const answer = await send(path, { headers: { Authorization: "bad" } });
        assert.equal(answer.status, status);
        assert.equal(answer.body, `{"message":"${status === 401 ? "Unauthorized" : "Forbidden"}"}`);
        assert.match(String(answer.headers["www-authenticate"]), challenge);
        assert.equal(rehearsal.events.length, 0);
      }));

  it("answers 401 without a token, and with one that does not verify", () =>
    rehearseHttp(options, async (_, send) => {
      const none = await send("/any");
      assert.deepEqual([none.status, none.headers["www-authenticate"]], [401, "Bearer"]);
      const wrong = await send("/any", { headers: { Authorization: "Bearer nonsense" } });
      assert.equal(wrong.status, 401);
      assert.match(String(wrong.headers["www-authenticate"]), /error="invalid_token"/);
    }));

  it("lets nobody pass with an issuer that is not part of the program, and says so", () =>
    rehearseHttp(
      {
        routes: jwtRoutes,
        authorizers: {
          jwt: { ...JWT, jwtConfiguration: { issuer: "https://login.example.com/", audiences: [] } },
        },
      },
      async (rehearsal, send) => {
        assert.equal((await send("/any", { headers: { Authorization: "x" } })).status, 501);
        assert.match(rehearsal.gateway.notices.map(({ message }) => message).join(), /login\.example\.com/);
      },
    ));
});

describe("Lambda authorizer of an HTTP API", () => {
  const routes = {
    "GET /a": { authorizationType: "CUSTOM", authorizer: "own" },
    "GET /b": { authorizationType: "CUSTOM", authorizer: "own" },
  };
  const headers = { "X-Token": "t1" };

  it("asks in format 2.0, and hands the context on", () =>
    rehearseHttp({ routes, authorizers: { own: SIMPLE } }, async (rehearsal, send) => {
      rehearsal.invoke = (event) => ({
        ok: true,
        payload:
          event.type === "REQUEST" ? { isAuthorized: true, context: { tenant: 7 } } : { statusCode: 200 },
      });
      assert.equal((await send("/a", { headers })).status, 200);
      const [asked, called] = rehearsal.events;
      assert.equal(asked?.routeArn, `${HTTP_ARN}/$default/GET/a`);
      assert.deepEqual(asked?.identitySource, ["t1"]);
      assert.equal(asked?.version, "2.0");
      assert.deepEqual((called?.requestContext as { authorizer: unknown }).authorizer, {
        lambda: { tenant: 7 },
      });
    }));

  it("keeps the answer for its time, for all routes of the authorizer", () =>
    rehearseHttp({ routes, authorizers: { own: SIMPLE } }, async (rehearsal, send) => {
      let asked = 0;
      rehearsal.invoke = (event) => {
        if (event.type === "REQUEST") asked++;
        return { ok: true, payload: event.type === "REQUEST" ? { isAuthorized: true } : {} };
      };
      await send("/a", { headers });
      await send("/b", { headers });
      assert.equal(asked, 1);
      await send("/a", { headers: { "X-Token": "t2" } });
      assert.equal(asked, 2);
      rehearsal.clock.advance(60_001);
      await send("/a", { headers });
      assert.equal(asked, 3);
    }));

  it("answers 401 unasked without identity source, 403 when refused, 500 when it fails", () =>
    rehearseHttp({ routes, authorizers: { own: SIMPLE } }, async (rehearsal, send) => {
      assert.equal((await send("/a")).status, 401);
      assert.equal(rehearsal.events.length, 0);
      rehearsal.invoke = () => ({ ok: true, payload: { isAuthorized: false } });
      const refused = await send("/a", { headers });
      assert.deepEqual([refused.status, refused.body], [403, '{"message":"Forbidden"}']);
      rehearsal.invoke = () => ({ ok: true, payload: { isAuthorized: "yes" } });
      assert.equal((await send("/a", { headers: { "X-Token": "t2" } })).status, 500);
      rehearsal.invoke = () => ({ ok: false, kind: "function-error" });
      assert.equal((await send("/a", { headers: { "X-Token": "t3" } })).status, 500);
    }));

  it("evaluates the policy of format 1.0 for each route", () =>
    rehearseHttp(
      {
        routes,
        authorizers: {
          own: { ...SIMPLE, authorizerPayloadFormatVersion: "1.0", enableSimpleResponses: false },
        },
      },
      async (rehearsal, send) => {
        rehearsal.invoke = (event) => ({
          ok: true,
          payload:
            event.type === "REQUEST"
              ? {
                  principalId: "me",
                  policyDocument: {
                    Statement: [
                      { Effect: "Allow", Action: "execute-api:Invoke", Resource: `${HTTP_ARN}/*/GET/a` },
                      { Effect: "Deny", Action: "execute-api:*", Resource: `${HTTP_ARN}/*/GET/b` },
                    ],
                  },
                }
              : {},
        });
        assert.equal((await send("/a", { headers })).status, 200);
        assert.equal((await send("/b", { headers })).status, 403);
        assert.equal(rehearsal.events[0]?.methodArn, `${HTTP_ARN}/$default/GET/a`);
      },
    ));

  it("answers 500 when nothing lets API Gateway ask it", () =>
    rehearseHttp({ routes, authorizers: { own: SIMPLE }, noPermission: true }, async (rehearsal, send) => {
      assert.equal((await send("/a", { headers })).status, 500);
      assert.match(
        rehearsal.gateway.notices.map(({ message }) => message).join(),
        new RegExp(AUTHORIZER_ARN),
      );
    }));
});
