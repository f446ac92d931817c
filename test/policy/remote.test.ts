import assert from "node:assert/strict";
import { judge, productionStage } from "./mutations/production";

const SUBNET = "aws:ec2/subnet:Subnet";

describe("resources that a remote component makes", () => {
  it("are judged like all others, at the line of the program that asked for the component", async () => {
    const stage = await productionStage();
    const subnets = stage.filter(({ urn, type }) => type === SUBNET && urn.includes("awsx:ec2:Vpc$"));
    assert.ok(subnets.length > 0);
    const open = stage.map((resource) =>
      subnets.includes(resource)
        ? { ...resource, inputs: { ...resource.inputs, mapPublicIpOnLaunch: true } }
        : resource,
    );
    const found = judge(open).findings.filter(({ rule }) => rule === "subnet-no-auto-public-ip");
    assert.deepEqual(found.map(({ urn }) => urn).sort(), subnets.map(({ urn }) => urn).sort());
    for (const { verdict, source } of found) {
      assert.equal(verdict, "violation");
      assert.match(source ?? "", /^infra\/network\/\w+\.ts:\d+/);
    }
  });
});
