import assert from "node:assert/strict";
import fc from "fast-check";
import { acl, blocking, none, request, TestClock, withHeader } from "./requests";

describe("rate rules", () => {
  const rate = (more: object = {}) => ({
    rateBasedStatement: { limit: 10, evaluationWindowSec: 60, aggregateKeyType: "IP", ...more },
  });
  const send = (tested: ReturnType<typeof acl>, count: number, change: Parameters<typeof request>[0] = {}) =>
    Array.from({ length: count }, () => tested.evaluate(request(change)).action).filter(
      (action) => action === "ALLOW",
    ).length;
  it("refuse what exceeds the limit within the window, and forget", () => {
    const clock = new TestClock();
    const tested = acl([blocking(rate())], { clock });
    assert.equal(send(tested, 12), 10);
    clock.advance(30);
    assert.equal(send(tested, 5), 0);
    clock.advance(50);
    assert.equal(send(tested, 6), 5);
    clock.advance(120);
    assert.equal(send(tested, 11), 10);
  });
  it("count callers apart", () => {
    const tested = acl([blocking(rate())]);
    assert.equal(send(tested, 11, { clientIp: "198.51.100.1" }), 10);
    assert.equal(send(tested, 11, { clientIp: "198.51.100.2" }), 10);
  });
  it("count everybody together with CONSTANT, within the scope-down statement", () => {
    const scopeDownStatement = {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        searchString: "/login",
        positionalConstraint: "EXACTLY",
        textTransformations: none,
      },
    };
    const tested = acl([blocking(rate({ aggregateKeyType: "CONSTANT", scopeDownStatement }))]);
    assert.equal(send(tested, 20, { path: "/other" }), 20);
    assert.equal(send(tested, 6, { path: "/login", clientIp: "198.51.100.1" }), 6);
    assert.equal(send(tested, 6, { path: "/login", clientIp: "198.51.100.2" }), 4);
  });
  it("aggregate by custom keys, all of which must be there", () => {
    const customKeys = [
      { header: { name: "x-user", textTransformations: [{ priority: 0, type: "LOWERCASE" }] } },
      { httpMethod: {} },
    ];
    const tested = acl([blocking(rate({ aggregateKeyType: "CUSTOM_KEYS", customKeys }))]);
    const by = (user: string, count: number) =>
      Array.from({ length: count }, () => tested.evaluate(withHeader("X-User", user)).action).filter(
        (action) => action === "ALLOW",
      ).length;
    assert.equal(by("Ann", 6) + by("ann", 6), 10);
    assert.equal(by("bob", 6), 6);
    assert.equal(send(tested, 30), 30);
  });
  it("aggregate by forwarded address", () => {
    const tested = acl([
      blocking(
        rate({
          aggregateKeyType: "FORWARDED_IP",
          forwardedIpConfig: { headerName: "X-Forwarded-For", fallbackBehavior: "NO_MATCH" },
        }),
      ),
    ]);
    const answers = Array.from(
      { length: 12 },
      () => tested.evaluate(withHeader("X-Forwarded-For", "198.51.100.9")).action,
    );
    assert.equal(answers.filter((action) => action === "BLOCK").length, 2);
    assert.equal(send(tested, 12), 12);
  });
  it("never let more than the limit through in any window of that length", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 80 }), (pauses) => {
        const clock = new TestClock();
        const tested = acl([blocking(rate())], { clock });
        const passed: number[] = [];
        for (const pause of pauses) {
          clock.advance(pause);
          if (tested.evaluate(request()).action === "ALLOW") passed.push(clock.ms);
        }
        // Windows move in steps of ten seconds, so fifty seconds are certain to lie within one.
        for (const start of passed)
          assert.ok(passed.filter((at) => at >= start && at < start + 50_000).length <= 10);
      }),
    );
  });
});
