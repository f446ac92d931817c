import assert from "node:assert/strict";

import { COGNITO, POOL_ARN, lambda, operation, rehearse, resource } from "./fixture";
import type { ApiOptions, Rehearsal } from "./fixture";

const options: ApiOptions = {
  paths: {
    "/users": {
      get: operation(lambda(), { security: [{ pool: ["storefront/users.read", "storefront/users.write"] }] }),
    },
    "/me": { get: operation(lambda(), { security: [{ pool: [] }] }) },
  },
  document: COGNITO,
};

function seed(rehearsal: Rehearsal): void {
  const claims = { sub: "u1" };
  rehearsal.tokens.set("id", { ok: true, claims: { ...claims, token_use: "id" } });
  rehearsal.tokens.set("read", {
    ok: true,
    claims: { ...claims, token_use: "access", scope: "openid storefront/users.read" },
  });
  rehearsal.tokens.set("other", { ok: true, claims: { ...claims, token_use: "access", scope: "openid" } });
  rehearsal.tokens.set("old", { ok: false, reason: "expired", expired: true });
}

const unauthorized = '{"message":"Unauthorized"}';
const cases: readonly [
  name: string,
  path: string,
  token: string | undefined,
  status: number,
  body: string | undefined,
  trace: string,
][] = [
  ["no header", "/users", undefined, 401, unauthorized, "authorizer=deny(no authorization header)"],
  ["an empty bearer", "/users", "Bearer  ", 401, unauthorized, "authorizer=deny(no authorization header)"],
  [
    "a token nobody signed",
    "/users",
    "junk",
    401,
    unauthorized,
    "authorizer=deny(signature does not verify)",
  ],
  [
    "an expired token",
    "/users",
    "old",
    401,
    '{"message":"The incoming token has expired"}',
    "authorizer=deny(expired)",
  ],
  [
    "a token without the scope",
    "/users",
    "other",
    401,
    unauthorized,
    "authorizer=deny(token lacks storefront/users.read or storefront/users.write)",
  ],
  [
    "an ID token for a method with scopes",
    "/users",
    "id",
    401,
    unauthorized,
    "authorizer=deny(method with scopes takes an access token)",
  ],
  [
    "an access token for a method without scopes",
    "/me",
    "read",
    401,
    unauthorized,
    "authorizer=deny(method without scopes takes an id token)",
  ],
  [
    "an access token with one of the scopes",
    "/users",
    "read",
    200,
    undefined,
    "authorizer=allow throttle=pass integration=lambda(200)",
  ],
  [
    "the same behind Bearer",
    "/users",
    "Bearer read",
    200,
    undefined,
    "authorizer=allow throttle=pass integration=lambda(200)",
  ],
  [
    "an ID token for a method without scopes",
    "/me",
    "id",
    200,
    undefined,
    "authorizer=allow throttle=pass integration=lambda(200)",
  ],
];

describe("Cognito authorizer", () => {
  for (const [name, path, token, status, body, trace] of cases)
    it(`answers ${status} to ${name}`, () =>
      rehearse(options, async (rehearsal) => {
        seed(rehearsal);
        const answer = await rehearsal.send(path, {
          headers: token === undefined ? {} : { authorization: token },
        });
        assert.equal(answer.status, status);
        if (body !== undefined) {
          assert.equal(answer.body, body);
          assert.equal(answer.headers["x-amzn-errortype"], "UnauthorizedException");
          assert.equal(rehearsal.events.length, 0);
        }
        assert.equal(answer.headers["x-gatehouse-trace"], trace);
      }));

  it("asks about the pools of the authorizer", async () => {
    const asked: unknown[] = [];
    await rehearse(
      options,
      async (rehearsal) => {
        await rehearsal.send("/users", { headers: { authorization: "t" } });
      },
      {
        verifyToken: (token, pools) => {
          asked.push([token, pools]);
          return Promise.resolve({ ok: false, reason: "no" });
        },
      },
    );
    assert.deepEqual(asked, [["t", [POOL_ARN]]]);
  });

  it("leaves no trace when traces are off", () =>
    rehearse(
      options,
      async (rehearsal) => {
        assert.equal((await rehearsal.send("/users")).headers["x-gatehouse-trace"], undefined);
      },
      { trace: false },
    ));
});

describe("resource policy", () => {
  const policy = (statements: object[]): ApiOptions => ({
    paths: { "/x": { get: operation(lambda()) } },
    api: { policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
  });
  const allow = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
  const denied = (suffix: string): string =>
    `{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********3333:abcdef1234/dev/GET/x${suffix}"}`;

  it("lets everybody in with an allow for everybody", () =>
    rehearse(policy([allow]), async (rehearsal) => {
      const answer = await rehearsal.send("/x");
      assert.equal(
        answer.headers["x-gatehouse-trace"],
        "resource-policy=allow(statement 1) throttle=pass integration=lambda(200)",
      );
    }));

  it("denies what a condition denies, whatever else allows it", () =>
    rehearse(
      policy([
        allow,
        {
          ...allow,
          Sid: "Away",
          Effect: "Deny",
          Condition: { IpAddress: { "aws:SourceIp": ["127.0.0.0/8"] } },
        },
      ]),
      async (rehearsal) => {
        const answer = await rehearsal.send("/x");
        assert.deepEqual([answer.status, answer.body], [403, denied(" with an explicit deny")]);
        assert.equal(answer.headers["x-gatehouse-trace"], "resource-policy=deny(Away)");
      },
    ));

  it("denies what nothing allows", () =>
    rehearse(
      policy([{ ...allow, Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }]),
      async (rehearsal) => {
        const answer = await rehearsal.send("/x");
        assert.deepEqual([answer.status, answer.body], [403, denied("")]);
      },
    ));

  it("denies by a negated condition whose key is absent", () =>
    rehearse(
      policy([
        allow,
        { ...allow, Effect: "Deny", Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } } },
      ]),
      async (rehearsal) => assert.equal((await rehearsal.send("/x")).status, 403),
    ));

  it("names a condition that it does not know, and lets nobody pass", () =>
    rehearse(
      policy([{ ...allow, Condition: { StringEquals: { "aws:PrincipalTag/team": "x" } } }]),
      async (rehearsal) => {
        assert.equal((await rehearsal.send("/x")).status, 501);
        assert.match(
          rehearsal.gateway.notices.map(({ message }) => message).join(),
          /aws:PrincipalTag\/team/,
        );
      },
    ));

  it("reads a separate RestApiPolicy", () => {
    const { paths } = policy([]);
    const separate = resource("aws:apigateway/restApiPolicy:RestApiPolicy", "policy", "p", {
      restApiId: "abcdef1234",
      policy: JSON.stringify({ Statement: [] }),
    });
    return rehearse({ paths, extra: [separate] }, async (rehearsal) => {
      assert.equal((await rehearsal.send("/x")).status, 403);
    });
  });
});
