import assert from "node:assert/strict";
import fc from "fast-check";
import { longestForm, privateApiPolicy } from "../../../infra/api/privateApiPolicy";

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
