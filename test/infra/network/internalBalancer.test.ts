import assert from "node:assert/strict";
import { balancerName } from "../../../infra/network/internalBalancer";

describe("an internal load balancer", () => {
  it("has a name within 32 characters", () => {
    assert.equal(balancerName("gatehouse-dev", "catalog"), "gatehouse-dev-catalog");
    const long = balancerName("gatehouse-a-stage-of-15ch", "backoffice");
    assert.ok(long.length <= 32 && long.endsWith("-backoffice") && !long.includes("--"), long);
  });
});
