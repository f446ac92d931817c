import assert from "node:assert/strict";
import { createCloud, type Child, type Plain } from "../../local/cloud";
import { RESOURCE_SIGNATURE, SIGNATURE_KEY } from "../../local/graph/wire";

function construct(inputs: Plain, region = "eu-west-1") {
  const urn = "urn:pulumi:dev::shop::awsx:ec2:Vpc::net";
  return createCloud().construct({ urn, type: "awsx:ec2:Vpc", name: "net", inputs, region });
}

const ofKind = (children: readonly Child[], kind: string): Child[] =>
  children.filter(({ type }) => type.endsWith(`:${kind}`));
const names = (children: readonly Child[], kind: string): string[] =>
  ofKind(children, kind).map(({ name }) => name);
const count = (value: unknown): number => (value as readonly unknown[]).length;

describe("awsx.ec2.Vpc in the simulated cloud", () => {
  it("has public and private subnets in three zones, each with its own table and way out", () => {
    const { children, outputs } = construct({});
    assert.deepEqual(names(children, "Subnet"), [
      "net-public-1",
      "net-private-1",
      "net-public-2",
      "net-private-2",
      "net-public-3",
      "net-private-3",
    ]);
    for (const kind of ["RouteTable", "RouteTableAssociation", "Route"])
      assert.deepEqual(names(children, kind), names(children, "Subnet"), kind);
    assert.deepEqual(names(children, "Eip"), ["net-1", "net-2", "net-3"]);
    assert.deepEqual(names(children, "NatGateway"), ["net-1", "net-2", "net-3"]);
    assert.deepEqual(names(children, "InternetGateway"), ["net"]);
    assert.equal(count(outputs.publicSubnetIds), 3);
    assert.equal(count(outputs.privateSubnetIds), 3);
    assert.equal(count(outputs.isolatedSubnetIds), 0);
  });

  it("names every parent and every reference before it is used", () => {
    const { children, outputs } = construct({
      vpcEndpointSpecs: [{ serviceName: "com.amazonaws.eu-west-1.dynamodb" }],
    });
    const seen = new Set<string>();
    const references = (value: unknown): string[] => {
      if (value === null || typeof value !== "object") return [];
      const { $child } = value as { $child?: string };
      return $child === undefined ? Object.values(value).flatMap(references) : [$child];
    };
    for (const child of children) {
      for (const key of [...references(child.inputs), ...(child.parent ? [child.parent] : [])])
        assert.ok(seen.has(key), `${child.key} needs ${key}`);
      assert.ok(!seen.has(child.key), `${child.key} twice`);
      seen.add(child.key);
    }
    for (const key of references(outputs)) assert.ok(seen.has(key), key);
  });

  it("gives each private subnet the NAT gateway that the strategy says", () => {
    const targets = (strategy: string) =>
      ofKind(construct({ natGateways: { strategy } }).children, "Route")
        .filter(({ name }) => name.includes("private"))
        .map(({ inputs }) => (inputs.natGatewayId as { $child: string }).$child);
    assert.deepEqual(targets("OnePerAz"), ["natGateway:net-1", "natGateway:net-2", "natGateway:net-3"]);
    assert.deepEqual(targets("Single"), ["natGateway:net-1", "natGateway:net-1", "natGateway:net-1"]);
    assert.deepEqual(targets("None"), []);
  });

  it("leaves isolated subnets without any route", () => {
    const { children } = construct({
      natGateways: { strategy: "None" },
      numberOfAvailabilityZones: 2,
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Isolated", name: "data" }],
    });
    assert.deepEqual(names(children, "Subnet"), ["net-data-1", "net-data-2"]);
    assert.deepEqual(names(children, "Route"), []);
  });

  it("uses Elastic IPs that the program brings", () => {
    const { children } = construct({
      natGateways: { strategy: "Single", elasticIpAllocationIds: ["eipalloc-1"] },
    });
    assert.deepEqual(names(children, "Eip"), []);
    assert.equal(ofKind(children, "NatGateway")[0]?.inputs.allocationId, "eipalloc-1");
  });

  it("refuses NAT gateways without subnets that hold or use them", () => {
    assert.throws(
      () => construct({ subnetSpecs: [{ type: "Isolated" }] }),
      /needs private and public subnets/,
    );
    assert.throws(
      () => construct({ natGateways: { strategy: "Two" } }),
      /does not know the NAT gateway strategy/,
    );
    assert.throws(
      () => construct({ natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-1"] } }),
      /got 1 Elastic IPs/,
    );
  });

  it("tags subnets with their name and type over the component's and the spec's tags", () => {
    const { children } = construct({
      tags: { team: "shop" },
      natGateways: { strategy: "None" },
      subnetSpecs: [{ type: "Private", tags: { tier: "app" } }],
      subnetNameTagStrategy: "AvailabilityZone",
    });
    const [subnet] = ofKind(children, "Subnet");
    assert.equal(subnet?.name, "net-private-1");
    assert.deepEqual(subnet?.inputs.tags, {
      Name: "net-private-1a",
      SubnetType: "Private",
      team: "shop",
      tier: "app",
    });
    assert.deepEqual(ofKind(children, "Vpc")[0]?.inputs.tags, { Name: "net", team: "shop" });
  });

  it("fills endpoint specs from its own tables and subnets with strategy Auto", () => {
    const vpcEndpointSpecs = [
      { serviceName: "com.amazonaws.eu-west-1.dynamodb" },
      { serviceName: "com.amazonaws.eu-west-1.kms", vpcEndpointType: "Interface" },
    ];
    const [gateway, kms] = ofKind(
      construct({ vpcEndpointSpecs, vpcEndpointStrategy: "Auto" }).children,
      "VpcEndpoint",
    );
    assert.equal(count(gateway?.inputs.routeTableIds), 6);
    assert.deepEqual(
      (kms?.inputs.subnetIds as readonly { $child: string }[]).map(({ $child }) => $child),
      ["subnet:net-private-1", "subnet:net-private-2", "subnet:net-private-3"],
    );
    const [plain] = ofKind(construct({ vpcEndpointSpecs }).children, "VpcEndpoint");
    assert.equal(plain?.inputs.routeTableIds, undefined);
  });

  it("hands out references to its resources, as a remote component does", () => {
    const { outputs } = construct({ numberOfAvailabilityZones: 2 });
    assert.equal((outputs.vpc as Plain)[SIGNATURE_KEY], RESOURCE_SIGNATURE);
    assert.deepEqual(outputs.vpcId, { $child: "vpc", property: "id" });
    assert.equal(count(outputs.subnets), 4);
    assert.deepEqual(outputs.subnetLayout, [
      { type: "Private", cidrMask: 18 },
      { type: "Public", cidrMask: 19 },
    ]);
  });

  it("lives in the zones that the program or the Region names", () => {
    const zones = (inputs: Plain) =>
      ofKind(construct(inputs, "ap-south-1").children, "Subnet").map((s) => s.inputs.availabilityZone);
    assert.equal(zones({})[0], "ap-south-1a");
    assert.equal(zones({ availabilityZoneNames: ["ap-south-1c"] })[0], "ap-south-1c");
  });

  it("is the only component: another one is an error that says where to describe it", () => {
    const request = {
      urn: "urn",
      type: "awsx:ecs:FargateService",
      name: "web",
      inputs: {},
      region: "eu-west-1",
    };
    assert.throws(() => createCloud().construct(request), /awsx:ecs:FargateService.*local\/cloud\/awsx/);
  });
});
