import assert from "node:assert/strict";
import {
  authorize,
  type AuthorizeParts,
  type ConnectRequest,
} from "../../../services/live/authorizer/authorize";
import { readMessage } from "../../../services/live/frame";
import { broadcast } from "../../../services/live/publish/broadcast";

const request: ConnectRequest = {
  methodArn: "arn:test:connect",
  headers: { Origin: "https://shop.example.com" },
  queryStringParameters: { token: "token" },
};
const claims = { sub: "user-1", client_id: "client", token_use: "access", scope: "live/subscribe openid" };
const parts = (changes: Partial<AuthorizeParts> = {}): AuthorizeParts => ({
  allowedOrigins: ["https://shop.example.com"],
  clientIds: ["client"],
  cameThroughFront: () => Promise.resolve(true),
  verify: () => Promise.resolve(claims),
  ...changes,
});
const effect = async (changed: ConnectRequest, changes?: Partial<AuthorizeParts>) =>
  (await authorize(changed, parts(changes))).policyDocument.Statement[0]?.Effect;

describe("live: who may connect", () => {
  it("lets a page that may in, with what its token allows", async () => {
    const answer = await authorize(request, parts());
    assert.equal(answer.principalId, "user-1");
    assert.deepEqual(answer.context, { scope: "live/subscribe openid" });
    assert.deepEqual(answer.policyDocument.Statement, [
      { Action: "execute-api:Invoke", Effect: "Allow", Resource: "arn:test:connect" },
    ]);
  });

  it("denies pages of other sites, whatever their visitor's token, without looking at it", async () => {
    const verify = () => assert.fail("looked at the token");
    for (const origin of ["https://evil.example", "https://shop.example.com.evil.example", "null"]) {
      assert.equal(await effect({ ...request, headers: { origin } }, { verify }), "Deny", origin);
    }
    assert.equal(await effect({ ...request, headers: {} }, { verify }), "Deny");
    assert.equal(await effect(request, { allowedOrigins: [], verify }), "Deny");
  });

  it("denies what did not come through the front, and tokens without the scope", async () => {
    assert.equal(await effect(request, { cameThroughFront: () => Promise.resolve(false) }), "Deny");
    const verify = () => Promise.resolve({ ...claims, scope: "live/publish live/subscribers" });
    assert.equal(await effect(request, { verify }), "Deny");
  });

  it("answers 401 to a token that is none of ours", async () => {
    const unauthorized = { message: "Unauthorized" };
    for (const changed of [{ client_id: "other" }, { token_use: "id" }, { sub: "" }]) {
      const verify = () => Promise.resolve({ ...claims, ...changed });
      await assert.rejects(authorize(request, parts({ verify })), unauthorized, JSON.stringify(changed));
    }
    const verify = () => Promise.reject(new Error("expired"));
    await assert.rejects(authorize(request, parts({ verify })), unauthorized);
    await assert.rejects(authorize({ ...request, queryStringParameters: null }, parts()), unauthorized);
  });
});

describe("live: messages", () => {
  it("takes what the models say and nothing else", () => {
    const publish = { action: "publish", topic: "news", data: { any: "thing" } };
    assert.deepEqual(readMessage(JSON.stringify(publish), "Publish"), publish);
    for (const text of [
      undefined,
      "",
      "no JSON",
      "[]",
      "null",
      '{"action":"publish","topic":"News","data":{}}',
    ])
      assert.equal(readMessage(text, "Publish"), undefined, text);
    assert.equal(readMessage(JSON.stringify({ ...publish, more: 1 }), "Publish"), undefined);
  });
});

describe("live: a broadcast", () => {
  it("reaches everybody, forgets who is gone, and is held up by nobody", async () => {
    const sent: string[] = [];
    const removed: string[] = [];
    const reported: string[] = [];
    const named = (name: string) => Object.assign(new Error(name), { name });
    const result = await broadcast(
      "news",
      "text",
      {
        async *listeners() {
          yield await Promise.resolve(["a", "gone", "b"]);
          yield ["broken", ...Array.from({ length: 60 }, (_, index) => `c${index}`)];
        },
        remove: (id) => Promise.resolve(void removed.push(id)),
      },
      (id) => {
        if (id === "gone") return Promise.reject(named("GoneException"));
        if (id === "broken") return Promise.reject(named("LimitExceededException"));
        sent.push(id);
        return Promise.resolve();
      },
      (_error, id) => reported.push(id),
    );
    assert.deepEqual(result, { delivered: 62, gone: 1, failed: 1 });
    assert.equal(new Set(sent).size, 62);
    assert.deepEqual([removed, reported], [["gone"], ["broken"]]);
  });
});
