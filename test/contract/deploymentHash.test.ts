import assert from "node:assert/strict";
import fc from "fast-check";
import { deploymentHash } from "../../infra/contract";
import { compiled } from "./storefront";

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

describe("deploymentHash", () => {
  it("is SHA-256 in hex", () => {
    assert.equal(deploymentHash({}), "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });

  it("does not see the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        assert.equal(deploymentHash(value), deploymentHash(reversed(value))),
      ),
    );
  });

  it("sees every difference of values", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const a: unknown = JSON.parse(JSON.stringify(one));
        const b: unknown = JSON.parse(JSON.stringify(other));
        let same = true;
        try {
          assert.deepStrictEqual(a, b);
        } catch {
          same = false;
        }
        assert.equal(deploymentHash(a) === deploymentHash(b), same);
      }),
    );
  });

  it("sees the order of a list, and text that looks like structure", () => {
    assert.notEqual(deploymentHash([1, 2]), deploymentHash([2, 1]));
    assert.notEqual(deploymentHash(["a,b"]), deploymentHash(["a", "b"]));
    assert.notEqual(deploymentHash({ a: "1" }), deploymentHash({ a: 1 }));
    assert.notEqual(deploymentHash(null), deploymentHash("null"));
  });

  it("leaves out members without a value, as JSON does", () => {
    assert.equal(deploymentHash({ a: 1, b: undefined }), deploymentHash({ a: 1 }));
  });

  it("refuses what JSON cannot hold", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const value of [
      undefined,
      Number.NaN,
      () => 1,
      1n,
      Symbol("s"),
      new Date(0),
      new Map(),
      circle,
      [undefined],
    ]) {
      assert.throws(() => deploymentHash(value), TypeError);
    }
    const shared = { a: 1 };
    assert.doesNotThrow(() => deploymentHash([shared, shared]));
  });

  it("changes with anything that a stage binds", () => {
    const bodies = [
      compiled(),
      compiled({ userPoolArn: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_other" }),
      compiled({ integrationTimeoutMillis: 5000 }),
      compiled({ cors: { allowOrigins: ["https://shop.example.com"], maxAgeSeconds: 601 } }),
      compiled({ cors: { allowOrigins: [], maxAgeSeconds: 600 } }),
      compiled({ minimumCompressionSize: 0 }),
    ];
    assert.equal(new Set(bodies.map(deploymentHash)).size, bodies.length);
  });
});
