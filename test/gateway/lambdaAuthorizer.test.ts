import assert from "node:assert/strict";

import type { FunctionResult } from "../../local/gateway";
import { ACCOUNT, EXECUTION_ARN, lambda, operation, rehearse, resource } from "./fixture";
import type { ApiOptions, Json, Rehearsal } from "./fixture";

const AUTHORIZER_ARN = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:gatekeeper`;

const permission = resource("aws:lambda/permission:Permission", "gatekeeper", "gatekeeper", {
  action: "lambda:InvokeFunction",
  function: "gatekeeper",
  principal: "apigateway.amazonaws.com",
  sourceArn: `${EXECUTION_ARN}/authorizers/*`,
});

/** An API with two methods behind a Lambda authorizer. */
function options(authorizer: Json, more: Partial<ApiOptions> = {}, document: Json = {}): ApiOptions {
  return {
    paths: {
      "/orders": {
        get: operation(lambda(), { security: [{ gate: [] }] }),
        post: operation(lambda(), { security: [{ gate: [] }] }),
      },
    },
    document: {
      components: {
        securitySchemes: {
          gate: {
            type: "apiKey",
            name: "Authorization",
            in: "header",
            "x-amazon-apigateway-authtype": "custom",
            "x-amazon-apigateway-authorizer": {
              type: "token",
              authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${AUTHORIZER_ARN}/invocations`,
              ...authorizer,
            },
          },
        },
      },
      ...document,
    },
    extra: [permission],
    ...more,
  };
}

const answer = (effect: string, resources: string | string[], extra: Json = {}): FunctionResult => ({
  ok: true,
  payload: {
    principalId: "partner-1",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: effect, Resource: resources }],
    },
    ...extra,
  },
});

/** The authorizer answers `given`; the integration 200. Returns how often the authorizer was called. */
function gatekeeper(rehearsal: Rehearsal, given: FunctionResult | (() => FunctionResult)): () => number {
  let calls = 0;
  rehearsal.invoke = (event) => {
    if (event.methodArn === undefined) return { ok: true, payload: { statusCode: 200, body: "in" } };
    calls += 1;
    return typeof given === "function" ? given() : given;
  };
  return () => calls;
}

const token = (value: string): { readonly headers: Record<string, string> } => ({
  headers: { Authorization: value },
});

describe("Lambda authorizer", () => {
  it("gives a TOKEN function the token and the ARN of the method, and lets pass whom the policy allows", () =>
    rehearse(options({}), async (rehearsal) => {
      gatekeeper(rehearsal, answer("Allow", `${EXECUTION_ARN}/dev/GET/*`));
      const got = await rehearsal.send("/orders", token("let me in"));
      assert.deepEqual([got.status, got.body], [200, "in"]);
      assert.deepEqual(rehearsal.events[0], {
        type: "TOKEN",
        methodArn: `${EXECUTION_ARN}/dev/GET/orders`,
        authorizationToken: "let me in",
      });
      assert.deepEqual(rehearsal.gateway.notices, []);
    }));

  it("answers 401 without the identity source, and does not call the function", () =>
    rehearse(options({}), async (rehearsal) => {
      const calls = gatekeeper(rehearsal, answer("Allow", "*"));
      for (const sent of [{}, token("")]) {
        const got = await rehearsal.send("/orders", sent);
        assert.deepEqual([got.status, got.body], [401, '{"message":"Unauthorized"}']);
        assert.equal(got.headers["x-amzn-errortype"], "UnauthorizedException");
      }
      assert.equal(calls(), 0);
    }));

  it("answers 401 to a token that does not match the identity validation expression whole", () =>
    rehearse(options({ identityValidationExpression: "Bearer [a-z]+" }), async (rehearsal) => {
      const calls = gatekeeper(rehearsal, answer("Allow", "*"));
      assert.equal((await rehearsal.send("/orders", token("Bearer abc1"))).status, 401);
      assert.equal(calls(), 0);
      assert.equal((await rehearsal.send("/orders", token("Bearer abc"))).status, 200);
    }));

  it("evaluates one cached policy for each method, which may refuse another", () =>
    rehearse(options({}), async (rehearsal) => {
      const calls = gatekeeper(rehearsal, answer("Allow", `${EXECUTION_ARN}/dev/GET/orders`));
      assert.equal((await rehearsal.send("/orders", token("a"))).status, 200);
      const refused = await rehearsal.send("/orders", { method: "POST", ...token("a") });
      assert.deepEqual(
        [refused.status, refused.body],
        [403, '{"Message":"User is not authorized to access this resource"}'],
      );
      assert.equal(refused.headers["x-amzn-errortype"], "AccessDeniedException");
      assert.equal(calls(), 1);
      await rehearsal.send("/orders", token("b"));
      assert.equal(calls(), 2);
    }));

  it("asks again when the result is older than its TTL, and each time when that is zero", async () => {
    await rehearse(options({ authorizerResultTtlInSeconds: 60 }), async (rehearsal) => {
      const calls = gatekeeper(rehearsal, answer("Allow", "*"));
      await rehearsal.send("/orders", token("a"));
      rehearsal.clock.advance(59_999);
      await rehearsal.send("/orders", token("a"));
      assert.equal(calls(), 1);
      rehearsal.clock.advance(1);
      await rehearsal.send("/orders", token("a"));
      assert.equal(calls(), 2);
    });
    await rehearse(options({ authorizerResultTtlInSeconds: 0 }), async (rehearsal) => {
      const calls = gatekeeper(rehearsal, answer("Allow", "*"));
      await rehearsal.send("/orders", token("a"));
      await rehearsal.send("/orders", token("a"));
      assert.equal(calls(), 2);
    });
  });

  it("says so when the policy denies explicitly", () =>
    rehearse(options({}), async (rehearsal) => {
      gatekeeper(rehearsal, answer("Deny", "*"));
      assert.equal(
        (await rehearsal.send("/orders", token("a"))).body,
        '{"Message":"User is not authorized to access this resource with an explicit deny"}',
      );
    }));

  const failures: readonly [string, FunctionResult, number, string][] = [
    [
      "the function says Unauthorized",
      { ok: false, kind: "function-error", errorMessage: "Unauthorized" },
      401,
      "UnauthorizedException",
    ],
    [
      "the function fails otherwise",
      { ok: false, kind: "function-error", errorMessage: "no table" },
      500,
      "AuthorizerFailureException",
    ],
    ["the answer is no object", { ok: true, payload: "yes" }, 500, "AuthorizerConfigurationException"],
    [
      "the policy has no statement",
      { ok: true, payload: { principalId: "x", policyDocument: { Statement: [] } } },
      500,
      "AuthorizerConfigurationException",
    ],
    ["the effect is misspelled", answer("allow", "*"), 500, "AuthorizerConfigurationException"],
    [
      "there is no principalId",
      answer("Allow", "*", { principalId: undefined }),
      500,
      "AuthorizerConfigurationException",
    ],
    [
      "the context has an object",
      answer("Allow", "*", { context: { a: {} } }),
      500,
      "AuthorizerConfigurationException",
    ],
  ];
  for (const [name, given, status, errorType] of failures)
    it(`answers ${status} when ${name}, and does not cache it`, () =>
      rehearse(options({}), async (rehearsal) => {
        const calls = gatekeeper(rehearsal, given);
        const got = await rehearsal.send("/orders", token("a"));
        assert.deepEqual(
          [got.status, got.headers["x-amzn-errortype"], got.body],
          [status, errorType, status === 401 ? '{"message":"Unauthorized"}' : '{"message":null}'],
        );
        await rehearsal.send("/orders", token("a"));
        assert.equal(calls(), 2);
      }));

  it("gives a REQUEST function the request, needs every identity source, and caches by all of them", () =>
    rehearse(
      options(
        {
          type: "request",
          identitySource:
            "method.request.header.X-Partner, method.request.querystring.key, stageVariables.realm",
        },
        { stage: { variables: { realm: "eu" } } },
      ),
      async (rehearsal) => {
        const calls = gatekeeper(rehearsal, answer("Allow", "*"));
        const headers = { "X-Partner": "p1" };
        assert.equal((await rehearsal.send("/orders", { headers })).status, 401);
        assert.equal((await rehearsal.send("/orders?key=1", { headers })).status, 200);
        assert.equal((await rehearsal.send("/orders?key=1&page=2", { headers })).status, 200);
        assert.equal(calls(), 1);
        assert.equal((await rehearsal.send("/orders?key=2", { headers })).status, 200);
        assert.equal(calls(), 2);
        const [event] = rehearsal.events;
        assert.deepEqual(
          [event?.type, event?.resource, event?.path, event?.httpMethod, event?.queryStringParameters],
          ["REQUEST", "/orders", "/orders", "GET", { key: "1" }],
        );
        assert.equal("body" in (event ?? {}), false);
      },
    ));

  it("hands the context on as text to the function behind it and to templates", () =>
    rehearse(
      options({}, { paths: { "/orders": { get: operation(lambda(), { security: [{ gate: [] }] }) } } }),
      async (rehearsal) => {
        gatekeeper(rehearsal, answer("Allow", "*", { context: { plan: "gold", limit: 5, active: true } }));
        await rehearsal.send("/orders", token("a"));
        const { authorizer } = rehearsal.events[1]?.requestContext as { authorizer: Json };
        assert.deepEqual(authorizer, {
          plan: "gold",
          limit: "5",
          active: "true",
          principalId: "partner-1",
          integrationLatency: 0,
        });
      },
    ));

  it("is evaluated together with the resource policy: its deny stands before the call, its allow is enough", async () => {
    const policy = (Effect: string): Json => ({
      "x-amazon-apigateway-policy": {
        Statement: [{ Effect, Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" }],
      },
    });
    await rehearse(options({}, {}, policy("Deny")), async (rehearsal) => {
      const calls = gatekeeper(rehearsal, answer("Allow", "*"));
      assert.equal((await rehearsal.send("/orders", token("a"))).status, 403);
      assert.equal(calls(), 0);
    });
    await rehearse(options({}, {}, policy("Allow")), async (rehearsal) => {
      gatekeeper(rehearsal, answer("Allow", `${EXECUTION_ARN}/other/GET/*`));
      assert.equal((await rehearsal.send("/orders", token("a"))).status, 200);
    });
  });

  it("answers 500 without permission to invoke the function, which the notices name", () =>
    rehearse(options({}, { extra: [] }), async (rehearsal) => {
      const calls = gatekeeper(rehearsal, answer("Allow", "*"));
      const got = await rehearsal.send("/orders", token("a"));
      assert.deepEqual(
        [got.status, got.headers["x-amzn-errortype"]],
        [500, "AuthorizerConfigurationException"],
      );
      assert.equal(calls(), 0);
      assert.match(rehearsal.gateway.notices[0]?.message ?? "", /aws\.lambda\.Permission.*gatekeeper/);
    }));
});
