import assert from "node:assert/strict";
import { gunzipSync, inflateSync } from "node:zlib";

import type { Answered, ApiOptions, Json } from "./fixture";
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
