/** The component `awsx.ec2.Vpc`: the resources that its plugin makes (awsx 3.9), with the same names and parents. */
import { Problem } from "../../graph/problem";
import { RESOURCE_SIGNATURE, SIGNATURE_KEY } from "../../graph/wire";
import type { Child, ChildReference, Constructed, CreateRequest, Plain } from "../cloud";
import { list, record, text } from "../model";
import { format } from "./cidr";
import { endpointChild } from "./endpoint";
import type { Subnet, SubnetSpec, SubnetStrategy, SubnetType } from "./subnets";
import { layOut, resolvedSpecs } from "./subnets";

/** Zones that are used when the program names neither zones nor a number. */
const DEFAULT_ZONES = 3;
const DEFAULT_BLOCK = "10.0.0.0/16";
const ANYWHERE = "0.0.0.0/0";

/** Public subnets come first, because NAT gateways live in them. */
const ORDER: readonly SubnetType[] = ["Public", "Private", "Isolated"];

/** Inputs that the component hands on to the VPC itself. */
const VPC_INPUTS = [
  "assignGeneratedIpv6CidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "ipv4IpamPoolId",
  "ipv4NetmaskLength",
  "ipv6CidrBlock",
  "ipv6CidrBlockNetworkBorderGroup",
  "ipv6IpamPoolId",
  "ipv6NetmaskLength",
  "region",
];

const id = ($child: string): ChildReference => ({ $child, property: "id" });

/** A resource as an output of a component: a reference to it. */
const resource = ($child: string): Plain => ({
  [SIGNATURE_KEY]: RESOURCE_SIGNATURE,
  urn: { $child, property: "urn" },
  id: id($child),
});

export function constructVpc({ name, inputs, region }: CreateRequest): Constructed {
  const zones = zoneNames(inputs, text(inputs.region, region));
  const subnets = layOut({
    vpc: text(inputs.cidrBlock, DEFAULT_BLOCK),
    zones: zones.length,
    strategy: text(inputs.subnetStrategy, "Legacy") as SubnetStrategy,
    ...(Array.isArray(inputs.subnetSpecs) && { specs: inputs.subnetSpecs as SubnetSpec[] }),
    ...(typeof inputs.availabilityZoneCidrMask === "number" && { zoneMask: inputs.availabilityZoneCidrMask }),
  });
  const nat = natStrategy(inputs, zones.length, subnets);

  const children: Child[] = [];
  const made = (child: Child): string => {
    children.push(child);
    return child.key;
  };
  const tags: Plain = { Name: name, ...record(inputs.tags) };
  const vpc = made({
    key: "vpc",
    type: "aws:ec2/vpc:Vpc",
    name,
    inputs: {
      ...Object.fromEntries(
        VPC_INPUTS.filter((key) => inputs[key] !== undefined).map((key) => [key, inputs[key]]),
      ),
      cidrBlock: text(inputs.cidrBlock, DEFAULT_BLOCK),
      tags,
    },
  });
  const gateway = made({
    key: "internetGateway",
    type: "aws:ec2/internetGateway:InternetGateway",
    name,
    parent: vpc,
    inputs: { vpcId: id(vpc), tags },
  });

  const byType: Record<string, string[]> = { Public: [], Private: [], Isolated: [] };
  const natGateways: string[] = [];
  const named = (label: string): string[] =>
    children.filter(({ key }) => key.startsWith(`${label}:`)).map(({ key }) => key);

  for (const [zone, zoneName] of zones.entries()) {
    const inZone = subnets.filter((subnet) => subnet.zone === zone && subnet.spec.type !== "Unused");
    inZone.sort((a, b) => ORDER.indexOf(a.spec.type) - ORDER.indexOf(b.spec.type));
    for (const { spec, block } of inZone) {
      const subnetName = `${name}-${spec.name ?? spec.type.toLowerCase()}-${zone + 1}`;
      const tagName =
        inputs.subnetNameTagStrategy === "AvailabilityZone" ? zonedName(subnetName, zoneName) : subnetName;
      const own = { Name: tagName, SubnetType: spec.type };
      const subnet = made({
        key: `subnet:${subnetName}`,
        type: "aws:ec2/subnet:Subnet",
        name: subnetName,
        parent: vpc,
        inputs: {
          vpcId: id(vpc),
          availabilityZone: zoneName,
          mapPublicIpOnLaunch: spec.type === "Public",
          cidrBlock: format(block),
          ...(spec.assignIpv6AddressOnCreation !== undefined && {
            assignIpv6AddressOnCreation: spec.assignIpv6AddressOnCreation,
          }),
          tags: { ...tags, ...spec.tags, ...own },
        },
      });
      byType[spec.type]?.push(subnet);
      const table = made({
        key: `routeTable:${subnetName}`,
        type: "aws:ec2/routeTable:RouteTable",
        name: subnetName,
        parent: subnet,
        inputs: { vpcId: id(vpc), tags: { ...tags, ...own } },
      });
      made({
        key: `association:${subnetName}`,
        type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
        name: subnetName,
        parent: table,
        inputs: { routeTableId: id(table), subnetId: id(subnet) },
      });
      const wanted = nat.strategy === "None" ? 0 : nat.strategy === "Single" ? 1 : zone + 1;
      if (spec.type === "Public" && natGateways.length < wanted)
        natGateways.push(
          natGateway(made, {
            name: `${name}-${zone + 1}`,
            subnet,
            allocation: nat.allocations[zone],
            inputs,
          }),
        );
      const target =
        spec.type === "Public"
          ? { gatewayId: id(gateway) }
          : spec.type === "Private" && nat.strategy !== "None"
            ? { natGatewayId: id(natGateways[nat.strategy === "Single" ? 0 : zone] ?? "") }
            : undefined;
      if (target)
        made({
          key: `route:${subnetName}`,
          type: "aws:ec2/route:Route",
          name: subnetName,
          parent: table,
          inputs: { routeTableId: id(table), ...target, destinationCidrBlock: ANYWHERE },
        });
    }
  }

  const auto = inputs.vpcEndpointStrategy === "Auto";
  const inside =
    [byType.Private, byType.Isolated, byType.Public].find((keys) => keys && keys.length > 0) ?? [];
  for (const spec of list(inputs.vpcEndpointSpecs).map(record))
    made(
      endpointChild(
        spec,
        id(vpc),
        auto ? { tables: named("routeTable").map(id), subnets: inside.map(id) } : undefined,
      ),
    );

  const ids = (type: SubnetType): ChildReference[] => (byType[type] ?? []).map(id);
  return {
    children,
    outputs: {
      vpcId: id(vpc),
      vpc: resource(vpc),
      internetGateway: resource(gateway),
      publicSubnetIds: ids("Public"),
      privateSubnetIds: ids("Private"),
      isolatedSubnetIds: ids("Isolated"),
      publicSubnets: (byType.Public ?? []).map(resource),
      privateSubnets: (byType.Private ?? []).map(resource),
      isolatedSubnets: (byType.Isolated ?? []).map(resource),
      subnets: named("subnet").map(resource),
      routeTables: named("routeTable").map(resource),
      routeTableAssociations: named("association").map(resource),
      routes: named("route").map(resource),
      natGateways: natGateways.map(resource),
      eips: named("eip").map(resource),
      vpcEndpoints: named("endpoint").map(resource),
      subnetLayout: resolvedSpecs(subnets),
    },
  };
}

function zoneNames(inputs: Plain, region: string): string[] {
  if (Array.isArray(inputs.availabilityZoneNames)) return inputs.availabilityZoneNames.map(String);
  const count =
    typeof inputs.numberOfAvailabilityZones === "number" ? inputs.numberOfAvailabilityZones : DEFAULT_ZONES;
  return Array.from({ length: count }, (_, at) => `${region}${"abcdef"[at] ?? "a"}`);
}

/** `vpc-public-1` in `us-east-1a` → `vpc-public-1a`. */
const zonedName = (subnetName: string, zoneName: string): string =>
  subnetName.replace(/-\d+$/, `-${zoneName.replace(/^[a-z]{2}(-[a-z]+)+-/, "")}`);

interface Nat {
  readonly strategy: "None" | "Single" | "OnePerAz";
  /** Elastic IPs that the program brings; made when there are none. */
  readonly allocations: readonly unknown[];
}

function natStrategy(inputs: Plain, zones: number, subnets: readonly Subnet[]): Nat {
  const options = record(inputs.natGateways);
  const asked = text(options.strategy, "OnePerAz").toLowerCase();
  const strategy = (["None", "Single", "OnePerAz"] as const).find((known) => known.toLowerCase() === asked);
  if (!strategy)
    throw new Problem(
      "GH3010",
      `awsx:ec2:Vpc does not know the NAT gateway strategy "${asked}".`,
      "Use None, Single or OnePerAz.",
    );
  const allocations = list(options.elasticIpAllocationIds);
  const most = { None: 0, Single: 1, OnePerAz: zones }[strategy];
  if (allocations.length > most || (strategy === "OnePerAz" && ![0, zones].includes(allocations.length)))
    throw new Problem(
      "GH3010",
      `awsx:ec2:Vpc got ${allocations.length} Elastic IPs for NAT strategy ${strategy}, which takes ${most} or none.`,
      "Change natGateways.elasticIpAllocationIds.",
    );
  const has = (type: SubnetType): boolean => subnets.some(({ spec }) => spec.type === type);
  if (strategy !== "None" && !(has("Public") && has("Private")))
    throw new Problem(
      "GH3010",
      `awsx:ec2:Vpc needs private and public subnets for NAT strategy ${strategy}.`,
      'Set natGateways.strategy to "None", or add the subnets.',
      "Private subnets use the gateway, and a public one holds it.",
    );
  return { strategy, allocations };
}

function natGateway(
  made: (child: Child) => string,
  gateway: { name: string; subnet: string; allocation: unknown; inputs: Plain },
): string {
  const { name, subnet, inputs } = gateway;
  const tags = { ...record(inputs.tags), Name: name };
  let allocationId = gateway.allocation;
  if (allocationId === undefined) {
    const eip = made({ key: `eip:${name}`, type: "aws:ec2/eip:Eip", name, parent: subnet, inputs: { tags } });
    allocationId = { $child: eip, property: "allocationId" };
  }
  return made({
    key: `natGateway:${name}`,
    type: "aws:ec2/natGateway:NatGateway",
    name,
    parent: subnet,
    inputs: { subnetId: id(subnet), allocationId, tags },
  });
}
