import assert from "node:assert/strict";
import { createFrontCheck } from "../../../services/shared/originSecret";

describe("what came through the front", () => {
  const secrets = { AWSCURRENT: "new", AWSPREVIOUS: "old" };
  const check = createFrontCheck("secret", (_id, stage) => Promise.resolve(secrets[stage]));

  it("has the secret, now or until it was changed", async () => {
    assert.equal(await check({ "X-Origin-Verify": "new" }), true);
    assert.equal(await check({ "x-origin-verify": "old" }), true);
    for (const value of ["", "ne", "newer", "NEW"])
      assert.equal(await check({ "x-origin-verify": value }), false);
    assert.equal(await check({}), false);
    assert.equal(await check(null), false);
  });

  it("is refused while there is no former secret, unless it has the present one", async () => {
    const first = createFrontCheck("secret", (_id, stage) =>
      Promise.resolve(stage === "AWSCURRENT" ? "new" : undefined),
    );
    assert.equal(await first({ "x-origin-verify": "new" }), true);
    assert.equal(await first({ "x-origin-verify": "undefined" }), false);
  });

  it("is everything where there is no distribution", async () => {
    const open = createFrontCheck(undefined, () => assert.fail("read a secret"));
    assert.equal(await open({}), true);
  });
});
