import assert from "node:assert/strict";
import { isInNetwork } from "../../../infra/network/addresses";
import type { Graph } from "../../../local/graph";
import { evaluateStage, inputsOf, ofType, one, type Settings } from "../evaluateStage";

describe("the network of a stage", () => {
  const withNetwork = (change: Settings): Promise<Graph> =>
    evaluateStage("test", {
      change: (settings) => {
        Object.assign(settings.network as Settings, change);
      },
    });
  const subnets = (graph: Graph) => ofType(graph, "aws:ec2/subnet:Subnet");
  const subnetIdsOf = (graph: Graph): string[] => {
    const lambda = one(graph, "aws:lambda/function:Function", "functions-users-function");
    return (inputsOf(lambda).vpcConfig as { subnetIds: string[] }).subnetIds;
  };

  it("has the addresses and as many zones as the stage says, with functions in each", async () => {
    const graph = await withNetwork({ cidrBlock: "10.40.0.0/16", availabilityZones: 4 });
    assert.equal(inputsOf(one(graph, "aws:ec2/vpc:Vpc")).cidrBlock, "10.40.0.0/16");
    const made = subnets(graph).map(inputsOf);
    assert.equal(new Set(made.map(({ availabilityZone }) => availabilityZone)).size, 4);
    for (const { cidrBlock } of made)
      assert.ok(isInNetwork(String(cidrBlock).replace(/\/.*$/, ""), "10.40.0.0/16"), String(cidrBlock));
    assert.deepEqual(
      subnetIdsOf(graph).sort(),
      subnets(graph)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it("has the NAT gateways that the stage says, and functions in private subnets only", async () => {
    for (const [natGateways, count] of [
      ["none", 0],
      ["single", 1],
      ["onePerAz", 2],
    ] as const) {
      const graph = await withNetwork({ natGateways });
      assert.equal(ofType(graph, "aws:ec2/natGateway:NatGateway").length, count, natGateways);
      const inside = subnets(graph).filter(({ name }) => !name.includes("-public-"));
      assert.deepEqual(subnetIdsOf(graph).sort(), inside.map(({ id }) => id).sort(), natGateways);
    }
  });
});
