import assert from "node:assert/strict";
import { endpointShape } from "../../../infra/api/restApiEndpoint";

describe("endpointShape", () => {
  it("names a private API's endpoints, and no empty list, which the provider refuses", () => {
    const endpoints = (...vpcEndpointIds: string[]) =>
      endpointShape({ type: "PRIVATE", vpcEndpointIds }).endpointConfiguration;
    assert.deepEqual(endpoints("vpce-1"), { types: "PRIVATE", vpcEndpointIds: ["vpce-1"] });
    assert.deepEqual(endpoints(), { types: "PRIVATE" });
  });

  it("falls back to the strongest policy of its kind where the wanted one is for custom domains only", () => {
    assert.match(endpointShape({ type: "EDGE", tlsPolicy: "TLS_1_2" }).securityPolicy, /_EDGE$/);
    assert.equal(
      endpointShape({ type: "REGIONAL", tlsPolicy: "SecurityPolicy_TLS13_2025_EDGE" }).securityPolicy,
      "SecurityPolicy_TLS13_2025_EDGE",
    );
  });
});
