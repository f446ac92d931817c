import assert from "node:assert/strict";
import { withAssets } from "../../policy/host/sdk";

interface Program {
  readonly asset: string;
  readonly runtime: string;
}

describe("the SDK for programs, as the policy SDK sees it", () => {
  const whole = (): Program => ({ asset: "all assets", runtime: "runtime" });

  it("is loaded when more than its assets is asked for", () => {
    let loads = 0;
    const sdk = withAssets(
      (name) => name,
      () => ((loads += 1), whole()),
    ) as Program;
    assert.equal(sdk.asset, "@pulumi/pulumi/asset");
    assert.equal(loads, 0);
    assert.equal(sdk.runtime, "runtime");
    assert.equal(loads, 1);
  });

  it("is loaded at once where its assets cannot be loaded alone", () => {
    const fails = (): never => {
      throw new Error("there is no such module");
    };
    assert.equal((withAssets(fails, whole) as Program).asset, "all assets");
  });
});
