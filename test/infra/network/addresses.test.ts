import assert from "node:assert/strict";
import { isInNetwork, isPrivateAddress } from "../../../infra/network/addresses";

describe("addresses", () => {
  it("are private in the networks that load balancers take targets from", () => {
    for (const address of ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"])
      assert.ok(isPrivateAddress(address), address);
    for (const address of ["11.0.0.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "8.8.8.8"])
      assert.ok(!isPrivateAddress(address), address);
    assert.ok(isInNetwork("10.20.255.255", "10.20.0.0/16") && !isInNetwork("10.21.0.0", "10.20.0.0/16"));
  });
});
