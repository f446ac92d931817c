import assert from "node:assert/strict";
import fc from "fast-check";
import { extendedRequestId, requestTime, traceId } from "../../local/gateway/request/identifiers";

describe("identifiers of a request", () => {
  it("the extended id is the first eleven bytes of the request id", () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const bytes = Buffer.from(id.replaceAll("-", ""), "hex").subarray(0, 11);
        assert.equal(extendedRequestId(id), bytes.toString("base64"));
      }),
    );
    assert.equal(extendedRequestId("ffffffff-ffff-ffff-ffff-ffffffffffff"), "//////////////8=");
    assert.equal(extendedRequestId("FFFFFFFF-ffff-ffff-ffff-ffffffffffff"), "//////////////8=");
    assert.equal(extendedRequestId("id-1"), "");
  });

  it("the trace id is the second and the first twelve bytes of the request id", () => {
    const second = 0x6560_0000;
    fc.assert(
      fc.property(fc.uuid(), fc.nat(999), (id, milliseconds) => {
        const bytes = id.replaceAll("-", "").slice(0, 24);
        assert.equal(traceId(id, second * 1000 + milliseconds), `Root=1-65600000-${bytes}`);
      }),
    );
    assert.equal(traceId("abc-1", second * 1000), `Root=1-65600000-abc1${"0".repeat(20)}`);
  });

  it("the request time is that of its own second, whatever was asked before", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: Date.UTC(1999, 0), max: Date.UTC(2099, 0) }), { minLength: 1 }),
        (times) => {
          for (const time of [...times, ...times.map((each) => each + 1)]) {
            const date = new Date(time).toUTCString();
            const [, day, month, year, clock] = /^\w+, (\d+) (\w+) (\d+) (\S+) GMT$/.exec(date) ?? [];
            assert.equal(requestTime(time), `${day}/${month}/${year}:${clock} +0000`);
          }
        },
      ),
    );
  });
});
