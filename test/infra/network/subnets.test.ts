import assert from "node:assert/strict";
import { subnetLayout } from "../../../infra/network/subnets";

const network = (natGateways: "none" | "single" | "onePerAz") => subnetLayout({ natGateways });

describe("subnetLayout", () => {
  it("has isolated subnets only where there is no NAT gateway", () => {
    assert.deepEqual(network("none"), {
      natStrategy: "None",
      subnets: [{ type: "Isolated", name: "isolated" }],
      workloads: "Isolated",
    });
  });

  it("puts functions into private subnets and never into public ones", () => {
    for (const natGateways of ["single", "onePerAz"] as const) {
      const layout = network(natGateways);
      assert.equal(layout.workloads, "Private");
      assert.deepEqual(layout.subnets.map(({ type }) => type).sort(), ["Private", "Public"]);
    }
    assert.equal(network("single").natStrategy, "Single");
    assert.equal(network("onePerAz").natStrategy, "OnePerAz");
  });
});
