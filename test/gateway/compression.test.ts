import assert from "node:assert/strict";
import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";

import type { Answered, ApiOptions, Json, Rehearsal } from "./fixture";
import { lambda, mock, operation, rehearse } from "./fixture";

const TEXT = "a long and boring answer ".repeat(40);
const paths = {
  "/long": { get: operation(lambda()) },
  "/short": { get: operation(mock("short")) },
};
/** The two ways to say it: as the API's property, and in its body. */
const SPELLINGS: readonly (readonly [string, ApiOptions])[] = [
  ["minimumCompressionSize", { paths, api: { minimumCompressionSize: "500" } }],
  [
    "x-amazon-apigateway-minimum-compression-size",
    {
      paths,
      api: { minimumCompressionSize: "-1" },
      document: { "x-amazon-apigateway-minimum-compression-size": 500 },
    },
  ],
];

describe("payload compression", () => {
  for (const [spelling, options] of SPELLINGS)
    it(`compresses what is at least as large as ${spelling}, as the caller asks`, () =>
      rehearse(options, async (rehearsal) => {
        const payload: Json = { statusCode: 200, headers: { "content-type": "text/plain" }, body: TEXT };
        rehearsal.invoke = () => ({ ok: true, payload });
        const ask = (accepted?: string, path = "/long"): Promise<Answered> =>
          rehearsal.send(path, { headers: accepted === undefined ? {} : { "accept-encoding": accepted } });
        const coding = async (accepted?: string, path?: string): Promise<unknown> =>
          (await ask(accepted, path)).headers["content-encoding"];

        const zipped = await ask("gzip, deflate, br");
        assert.equal(zipped.headers["content-encoding"], "gzip");
        assert.equal(gunzipSync(zipped.bytes).toString(), TEXT);
        assert.equal(zipped.headers["content-length"], String(zipped.bytes.length));
        assert.ok(zipped.bytes.length < TEXT.length);
        const deflated = await ask("deflate;q=0.9, gzip;q=0.5");
        assert.equal(deflated.headers["content-encoding"], "deflate");
        assert.equal(inflateSync(deflated.bytes).toString(), TEXT);

        assert.equal((await ask()).body, TEXT);
        for (const accepted of [
          undefined,
          "*",
          "identity",
          "br",
          "br;q=1, gzip;q=0.8",
          "gzip;q=0",
          "identity, gzip;q=0.5",
        ])
          assert.equal(await coding(accepted), undefined, accepted);
        assert.equal(await coding("gzip", "/short"), undefined);
        assert.deepEqual(rehearsal.gateway.notices, []);
      }));

  it("leaves alone what is encoded already, gateway responses, and APIs that do not ask for it", async () => {
    const headers = { "accept-encoding": "gzip" };
    await rehearse({ paths, api: { minimumCompressionSize: 0 } }, async (rehearsal) => {
      rehearsal.invoke = () => ({
        ok: true,
        payload: { statusCode: 200, headers: { "Content-Encoding": "br" }, body: TEXT },
      });
      const encoded = await rehearsal.send("/long", { headers });
      assert.deepEqual([encoded.headers["content-encoding"], encoded.body], ["br", TEXT]);
      const missing = await rehearsal.send("/missing", { headers });
      assert.equal(missing.headers["content-encoding"], undefined);
      const head = await rehearsal.send("/short", { headers });
      assert.equal(gunzipSync(head.bytes).toString(), "short");
    });
    await rehearse({ paths }, async (rehearsal) => {
      rehearsal.invoke = () => ({ ok: true, payload: { statusCode: 200, body: TEXT } });
      assert.equal((await rehearsal.send("/long", { headers })).headers["content-encoding"], undefined);
    });
  });

  it("keeps answers in the cache as they were before compression", () =>
    rehearse(
      {
        paths,
        api: { minimumCompressionSize: 100 },
        stage: { cacheClusterEnabled: true },
        settings: { "*/*": { cachingEnabled: true, cacheTtlInSeconds: 60 } },
      },
      async (rehearsal) => {
        rehearsal.invoke = () => ({ ok: true, payload: { statusCode: 200, body: TEXT } });
        const zipped = await rehearsal.send("/long", { headers: { "accept-encoding": "gzip" } });
        assert.equal(zipped.headers["content-encoding"], "gzip");
        const plain = await rehearsal.send("/long");
        assert.match(String(plain.headers["x-gatehouse-trace"]), /cache=hit/);
        assert.deepEqual([plain.headers["content-encoding"], plain.body], [undefined, TEXT]);
        const deflated = await rehearsal.send("/long", { headers: { "accept-encoding": "deflate" } });
        assert.match(String(deflated.headers["x-gatehouse-trace"]), /cache=hit/);
        assert.equal(inflateSync(deflated.bytes).toString(), TEXT);
      },
    ));
});

describe("a compressed request", () => {
  const model = {
    requestBody: {
      content: {
        "application/json": {
          schema: { type: "object", properties: { type: { type: "string" } }, additionalProperties: false },
        },
      },
    },
    "x-amazon-apigateway-request-validator": "body",
  };
  const options: ApiOptions = {
    paths: { "/pets": { post: operation(lambda(), model) } },
    document: { "x-amazon-apigateway-request-validators": { body: { validateRequestBody: true } } },
  };
  const DOG = `{"type":"dog"}`;
  const post = (rehearsal: Rehearsal, body: Buffer, coding: string): Promise<Answered> =>
    rehearsal.send("/pets", {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "content-encoding": coding },
    });

  it("reaches the model and the function decompressed, without the header", () =>
    rehearse(options, async (rehearsal) => {
      for (const [coding, body] of [
        ["gzip", gzipSync(DOG)],
        ["Deflate", deflateSync(DOG)],
        ["identity", Buffer.from(DOG)],
      ] as const) {
        assert.equal((await post(rehearsal, body, coding)).status, 200, coding);
        const event = rehearsal.events.at(-1);
        assert.deepEqual([event?.body, event?.isBase64Encoded], [DOG, false], coding);
        const names = Object.keys(event?.headers as Json).map((name) => name.toLowerCase());
        assert.equal(names.includes("content-encoding"), coding === "identity");
      }
      const wrong = await post(rehearsal, gzipSync(`{"name":"dog"}`), "gzip");
      assert.equal(wrong.status, 400);
    }));

  it("answers 415 for a coding that API Gateway does not know, and for a body that has another", () =>
    rehearse(options, async (rehearsal) => {
      for (const [coding, body] of [
        ["br", gzipSync(DOG)],
        ["gzip, deflate", gzipSync(DOG)],
        ["gzip", Buffer.from(DOG)],
        ["gzip", gzipSync(DOG).subarray(0, 12)],
        ["deflate", gzipSync(DOG)],
      ] as const) {
        const answer = await post(rehearsal, body, coding);
        assert.equal(answer.status, 415, coding);
        assert.deepEqual(JSON.parse(answer.body), { message: "Unsupported Media Type" });
      }
      assert.deepEqual(rehearsal.events, []);
    }));

  it("answers 413 for what is beyond 10 MB once it is decompressed", () =>
    rehearse(options, async (rehearsal) => {
      const bomb = gzipSync(Buffer.alloc(10 * 1024 * 1024 + 1));
      assert.equal((await post(rehearsal, bomb, "gzip")).status, 413);
    }));

  it("without a body needs no coding", () =>
    rehearse({ paths }, async (rehearsal) => {
      assert.equal((await rehearsal.send("/short", { headers: { "content-encoding": "gzip" } })).status, 200);
    }));
});
