import assert from "node:assert/strict";
import fc from "fast-check";
import { longestForm, privateApiPolicy } from "../../../infra/api/privateApiPolicy";
import { isInNetwork, isPrivateAddress } from "../../../infra/network/addresses";
import { balancerName } from "../../../infra/network/privateBackend";

describe("the policy of a private API", () => {
  it("never lets anybody in without a door: an empty condition would deny nothing but be no valid policy either", () => {
    const { Statement } = privateApiPolicy({ vpcEndpointIds: ["vpce-1"], vpcIds: [] }, "*", "*");
    assert.deepEqual(Statement[0]?.Condition, { StringNotEquals: { "aws:SourceVpce": ["vpce-1"] } });
  });

  it("is never longer than what is checked when the configuration loads", () => {
    const digits = (length: number) =>
      fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
    fc.assert(
      fc.property(
        fc.array(digits(17), { maxLength: 40 }),
        fc.array(digits(17), { maxLength: 40 }),
        fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
        fc.constantFrom("eu-west-1", "ap-southeast-1", "us-gov-east-1"),
        (endpoints, vpcs, partition, region) => {
          const callers = {
            vpcEndpointIds: endpoints.map((id) => `vpce-${id}`),
            vpcIds: vpcs.map((id) => `vpc-${id}`),
          };
          const account = "1".repeat(12);
          const policy = privateApiPolicy(
            { ...callers, vpcEndpointIds: [`vpce-${"0".repeat(17)}`, ...callers.vpcEndpointIds] },
            `arn:${partition}:execute-api:${region}:${account}:*/prod/*`,
            { AWS: `arn:${partition}:iam::${account}:root` },
          );
          assert.ok(JSON.stringify(policy).length <= longestForm(callers));
        },
      ),
    );
  });
});

describe("addresses", () => {
  it("are private in the networks that load balancers take targets from", () => {
    for (const address of ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"])
      assert.ok(isPrivateAddress(address), address);
    for (const address of ["11.0.0.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "8.8.8.8"])
      assert.ok(!isPrivateAddress(address), address);
    assert.ok(isInNetwork("10.20.255.255", "10.20.0.0/16") && !isInNetwork("10.21.0.0", "10.20.0.0/16"));
  });

  it("keeps load balancer names within 32 characters", () => {
    assert.equal(balancerName("gatehouse-dev", "catalog"), "gatehouse-dev-catalog");
    const long = balancerName("gatehouse-a-stage-of-15ch", "backoffice");
    assert.ok(long.length <= 32 && long.endsWith("-backoffice") && !long.includes("--"), long);
  });
});
