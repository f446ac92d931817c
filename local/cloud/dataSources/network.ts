import { fingerprint, HEX, UPPER_ALPHANUMERIC } from "../fingerprint";
import { list, record, text } from "../model";
import { nameServers } from "../resources/route53";
import { defaultOf } from "../resources/vpc";
import { canonical } from "../seed";
import type { DataSourceTable } from "./place";
import { placeArn } from "./place";

/** Networks and zones that exist before the program: the account's default VPC, hosted zones, AWS's prefix lists. */
export const network: DataSourceTable = {
  "aws:ec2/getVpc:getVpc": (args, place) => {
    const id = text(args.id, `vpc-${fingerprint(canonical(args) + place.region, 17, HEX)}`);
    const cidrBlock = text(args.cidrBlock, "172.31.0.0/16");
    return {
      ...args,
      id,
      arn: placeArn(place, "ec2", `vpc/${id}`),
      cidrBlock,
      cidrBlockAssociations: [
        { associationId: defaultOf(id, "vpc-cidr-assoc"), cidrBlock, state: "associated" },
      ],
      default: args.default ?? false,
      dhcpOptionsId: defaultOf(id, "dopt"),
      enableDnsHostnames: true,
      enableDnsSupport: true,
      enableNetworkAddressUsageMetrics: false,
      instanceTenancy: "default",
      ipv6AssociationId: "",
      ipv6CidrBlock: "",
      mainRouteTableId: defaultOf(id, "rtb"),
      ownerId: place.accountId,
      region: place.region,
      tags: record(args.tags),
    };
  },
  "aws:ec2/getSubnets:getSubnets": (args, place) => ({
    ...args,
    id: place.region,
    ids: ["a", "b", "c"].map(
      (zone) => `subnet-${fingerprint(canonical(args) + place.region + zone, 17, HEX)}`,
    ),
    region: place.region,
    tags: record(args.tags),
  }),
  "aws:ec2/getPrefixList:getPrefixList": (args, place) => {
    const name = text(args.name, `${place.partition.reverseDnsPrefix}.${place.region}.s3`);
    const id = text(args.prefixListId, `pl-${fingerprint(name, 8, HEX)}`);
    return {
      ...args,
      id,
      cidrBlocks: ["52.94.0.0/22", "52.119.224.0/20"],
      name,
      prefixListId: id,
      region: place.region,
    };
  },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": (args, place) => {
    const name = text(args.name, `${place.partition.reverseDnsPrefix}.global.cloudfront.origin-facing`);
    const id = text(args.id, `pl-${fingerprint(name + place.region, 8, HEX)}`);
    return {
      ...args,
      id,
      addressFamily: "IPv4",
      arn: `arn:${place.partition.id}:ec2:${place.region}:aws:prefix-list/${id}`,
      entries: [{ cidr: "52.94.0.0/22", description: "" }],
      maxEntries: 1,
      name,
      ownerId: "AWS",
      region: place.region,
      tags: {},
      version: 1,
    };
  },
  "aws:ec2/getNetworkInterface:getNetworkInterface": (args, place) => {
    const id = text(args.id);
    const last = Number.parseInt(fingerprint(id, 2, HEX), 16);
    const privateIp = `10.20.0.${String((last % 250) + 4)}`;
    return {
      ...args,
      id,
      arn: placeArn(place, "ec2", `network-interface/${id}`),
      interfaceType: "interface",
      privateIp,
      privateIps: [privateIp],
      region: place.region,
      tags: {},
    };
  },
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": (args, place) => {
    const service = text(args.service);
    const serviceName = text(
      args.serviceName,
      `${place.partition.reverseDnsPrefix}.${place.region}.${service}`,
    );
    const gateway = ["s3", "dynamodb"].includes(service);
    const id = `vpce-svc-${fingerprint(serviceName, 17, HEX)}`;
    return {
      ...args,
      id,
      acceptanceRequired: false,
      arn: placeArn(place, "ec2", `vpc-endpoint-service/${id}`),
      availabilityZones: ["a", "b", "c"].map((zone) => place.region + zone),
      baseEndpointDnsNames: [`${service}.${place.region}.vpce.${place.partition.dnsSuffix}`],
      managesVpcEndpoints: false,
      owner: "amazon",
      privateDnsName: `${service}.${place.region}.${place.partition.dnsSuffix}`,
      region: place.region,
      serviceId: id,
      serviceName,
      serviceRegion: place.region,
      serviceType: text(args.serviceType, gateway ? "Gateway" : "Interface"),
      supportedIpAddressTypes: ["ipv4"],
      tags: {},
      vpcEndpointPolicySupported: true,
    };
  },
  "aws:route53/getZone:getZone": (args, place) => {
    const name = text(args.name, "example.com").replace(/\.$/, "");
    const zoneId = text(
      args.zoneId,
      `Z${fingerprint(`zone ${name} ${String(args.privateZone)}`, 20, UPPER_ALPHANUMERIC)}`,
    );
    return {
      ...args,
      id: zoneId,
      arn: `arn:${place.partition.id}:route53:::hostedzone/${zoneId}`,
      callerReference: "",
      comment: "",
      linkedServiceDescription: "",
      linkedServicePrincipal: "",
      name,
      nameServers: nameServers(zoneId),
      primaryNameServer: nameServers(zoneId)[0],
      privateZone: args.privateZone ?? false,
      resourceRecordSetCount: 2,
      tags: record(args.tags),
      vpcId: text(args.vpcId),
      zoneId,
    };
  },
  "aws:ec2/getSecurityGroups:getSecurityGroups": (args, place) => ({
    ...args,
    id: place.region,
    arns: [],
    ids: list(args.ids),
    region: place.region,
    tags: record(args.tags),
    vpcIds: [],
  }),
};
