import assert from "node:assert/strict";

import { lambda, operation, rehearse } from "./fixture";
import type { ApiOptions, Json } from "./fixture";

const custom = (extra: Json = {}): ApiOptions => ({
  paths: {
    "/orders/{id}": {
      post: operation(
        lambda({
          type: "aws",
          passthroughBehavior: "when_no_templates",
          requestTemplates: {
            "application/json": '{"id":"$input.params("id")","order":$input.json("$")}',
          },
          responses: {
            default: {
              statusCode: "201",
              responseTemplates: { "application/json": '{"number":$input.json("$.n")}' },
            },
            ".*not found.*": {
              statusCode: "404",
              responseTemplates: { "application/json": '{"message":$input.json("$.errorMessage")}' },
            },
          },
          ...extra,
        }),
      ),
    },
  },
});
const post = { method: "POST", body: '{"a":1}' };

describe("Lambda integration that is no proxy", () => {
  it("makes the event by template, and maps what the function returns", () =>
    rehearse(custom(), async (rehearsal) => {
      rehearsal.invoke = () => ({ ok: true, payload: { n: 7 } });
      const answer = await rehearsal.send("/orders/5", post);
      assert.deepEqual([answer.status, answer.body], [201, '{"number":7}']);
      assert.deepEqual(rehearsal.events, [{ id: "5", order: { a: 1 } }]);
    }));

  it("selects the response by the error message, line breaks included", () =>
    rehearse(custom(), async (rehearsal) => {
      rehearsal.invoke = () => ({
        ok: false,
        kind: "function-error",
        errorMessage: "order\nnot found",
        errorType: "Error",
      });
      const answer = await rehearsal.send("/orders/5", post);
      assert.deepEqual([answer.status, answer.body], [404, '{"message":"order\\nnot found"}']);
    }));

  it("answers an error that no pattern matches by the default response, as AWS does", () =>
    rehearse(custom(), async (rehearsal) => {
      rehearsal.invoke = () => ({ ok: false, kind: "function-error", errorMessage: "boom" });
      assert.equal((await rehearsal.send("/orders/5", post)).status, 201);
    }));

  it("does not wait for a function that is invoked as an event", () =>
    rehearse(
      custom({
        requestParameters: { "integration.request.header.X-Amz-Invocation-Type": "'Event'" },
        responses: { default: { statusCode: "202" } },
      }),
      async (rehearsal) => {
        rehearsal.invoke = () => new Promise(() => undefined);
        assert.equal((await rehearsal.send("/orders/5", post)).status, 202);
        assert.equal(rehearsal.events.length, 1);
      },
    ));

  it("answers 500 when the event is no JSON, 415 without template, 504 when it takes too long", async () => {
    await rehearse(custom({ requestTemplates: { "application/json": "{" } }), async (rehearsal) => {
      assert.equal((await rehearsal.send("/orders/5", post)).status, 500);
      const text = { ...post, headers: { "Content-Type": "text/plain" } };
      assert.equal((await rehearsal.send("/orders/5", text)).status, 415);
      assert.equal(rehearsal.events.length, 0);
    });
    await rehearse(custom({ timeoutInMillis: 50 }), async (rehearsal) => {
      rehearsal.invoke = () => new Promise(() => undefined);
      assert.equal((await rehearsal.send("/orders/5", post)).status, 504);
    });
  });
});
