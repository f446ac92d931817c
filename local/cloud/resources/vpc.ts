import { fingerprint, HEX } from "../fingerprint";
import type { Model, Resource, ServiceTable } from "../model";
import { arn, derive, input, joined, random } from "../model";

/** EC2's ids: a prefix and 17 hexadecimal digits. Source: Amazon EC2, "Resource IDs". */
const ec2Id = (prefix: string): Model["id"] => random(17, HEX, `${prefix}-`);
const relatedId = (resource: Resource, prefix: string): string =>
  `${prefix}-${derive(resource, prefix, 17, HEX)}`;

/** What AWS makes along with a VPC. It follows from the VPC's id, so that a resource that adopts it finds the same. */
export const defaultOf = (vpcId: string, prefix: string): string =>
  `${prefix}-${fingerprint(`${vpcId}#${prefix}`, 17, HEX)}`;
const ec2Arn = (resource: Resource, kind: string, id: string): string =>
  arn(resource, "ec2", `${kind}/${id}`);

/** Types with nothing but an ARN and an owner besides their inputs. */
const owned = (prefix: string, kind: string, rest: Partial<Model> = {}): Model => ({
  id: ec2Id(prefix),
  taggable: true,
  computed: (resource) => ({ arn: ec2Arn(resource, kind, resource.id), ownerId: resource.accountId }),
  ...rest,
});

/** An address in 52.0.0.0/8, which Amazon owns. */
const publicIp = (resource: Resource): string =>
  `52.${[0, 1, 2].map((octet) => parseInt(derive(resource, `octet ${octet}`, 2, HEX), 16)).join(".")}`;

/** Virtual private clouds: addresses, routes and gateways. */
export const vpc: ServiceTable = {
  "aws:ec2/vpc:Vpc": {
    id: ec2Id("vpc"),
    taggable: true,
    defaults: {
      assignGeneratedIpv6CidrBlock: false,
      enableDnsHostnames: false,
      enableDnsSupport: true,
      enableNetworkAddressUsageMetrics: false,
      instanceTenancy: "default",
    },
    computed: (self) => ({
      arn: ec2Arn(self, "vpc", self.id),
      defaultNetworkAclId: defaultOf(self.id, "acl"),
      defaultRouteTableId: defaultOf(self.id, "rtb"),
      defaultSecurityGroupId: defaultOf(self.id, "sg"),
      dhcpOptionsId: defaultOf(self.id, "dopt"),
      ipv6AssociationId: "",
      mainRouteTableId: defaultOf(self.id, "rtb"),
      ownerId: self.accountId,
    }),
    replaceOnChange: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  },
  "aws:ec2/subnet:Subnet": {
    id: ec2Id("subnet"),
    taggable: true,
    defaults: (subnet) => ({
      assignIpv6AddressOnCreation: false,
      availabilityZone: `${subnet.region}a`,
      availabilityZoneId: `${subnet.region}-az1`,
      enableDns64: false,
      enableResourceNameDnsARecordOnLaunch: false,
      enableResourceNameDnsAaaaRecordOnLaunch: false,
      ipv6Native: false,
      mapPublicIpOnLaunch: false,
      privateDnsHostnameTypeOnLaunch: "ip-name",
    }),
    computed: (subnet) => ({
      arn: ec2Arn(subnet, "subnet", subnet.id),
      ipv6CidrBlockAssociationId: "",
      ownerId: subnet.accountId,
    }),
    replaceOnChange: [
      "availabilityZone",
      "availabilityZoneId",
      "cidrBlock",
      "ipv6Native",
      "outpostArn",
      "vpcId",
    ],
  },
  "aws:ec2/routeTable:RouteTable": owned("rtb", "route-table", {
    defaults: { propagatingVgws: [], routes: [] },
    replaceOnChange: ["vpcId"],
  }),
  "aws:ec2/route:Route": {
    id: (route) => `r-${input(route, "routeTableId")}${derive(route, "route", 10, "0123456789")}`,
    computed: () => ({ instanceId: "", instanceOwnerId: "", origin: "CreateRoute", state: "active" }),
    replaceOnChange: [
      "destinationCidrBlock",
      "destinationIpv6CidrBlock",
      "destinationPrefixListId",
      "routeTableId",
    ],
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    id: ec2Id("rtbassoc"),
    replaceOnChange: ["gatewayId", "subnetId"],
  },
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": {
    id: ec2Id("rtbassoc"),
    computed: (association) => ({ originalRouteTableId: relatedId(association, "rtb") }),
    replaceOnChange: ["vpcId"],
  },
  "aws:ec2/internetGateway:InternetGateway": owned("igw", "internet-gateway"),
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": {
    id: ec2Id("eigw"),
    taggable: true,
    replaceOnChange: ["vpcId"],
  },
  "aws:ec2/eip:Eip": {
    id: ec2Id("eipalloc"),
    taggable: true,
    defaults: (eip) => ({ domain: "vpc", networkBorderGroup: eip.region, publicIpv4Pool: "amazon" }),
    computed: (eip) => ({
      allocationId: eip.id,
      arn: ec2Arn(eip, "elastic-ip", eip.id),
      associationId: "",
      carrierIp: "",
      customerOwnedIp: "",
      privateDns: "",
      privateIp: "",
      ptrRecord: "",
      publicDns: `ec2-${publicIp(eip).replaceAll(".", "-")}.compute-1.${eip.partition.dnsSuffix}`,
      publicIp: publicIp(eip),
    }),
    replaceOnChange: [
      "address",
      "customerOwnedIpv4Pool",
      "domain",
      "ipamPoolId",
      "networkBorderGroup",
      "publicIpv4Pool",
    ],
  },
  "aws:ec2/natGateway:NatGateway": {
    id: ec2Id("nat"),
    taggable: true,
    defaults: { availabilityMode: "zonal", connectivityType: "public", secondaryPrivateIpAddressCount: 0 },
    computed: (gateway) => ({
      associationId: relatedId(gateway, "eipassoc"),
      autoProvisionZones: "",
      autoScalingIps: "",
      networkInterfaceId: relatedId(gateway, "eni"),
      publicIp: publicIp(gateway),
      regionalNatGatewayAddresses: [],
      regionalNatGatewayAutoMode: "",
      routeTableId: "",
    }),
    replaceOnChange: [
      "allocationId",
      "availabilityMode",
      "connectivityType",
      "privateIp",
      "subnetId",
      "vpcId",
    ],
  },
  "aws:ec2/networkAcl:NetworkAcl": owned("acl", "network-acl", { replaceOnChange: ["vpcId"] }),
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": {
    id: joined("", "defaultNetworkAclId"),
    taggable: true,
    computed: (acl) => ({
      arn: ec2Arn(acl, "network-acl", acl.id),
      ownerId: acl.accountId,
      vpcId: relatedId(acl, "vpc"),
    }),
    replaceOnChange: ["defaultNetworkAclId"],
  },
  "aws:ec2/networkAclRule:NetworkAclRule": {
    id: random(10, "0123456789", "nacl-"),
    defaults: { egress: false },
    replaceOnChange: [
      "cidrBlock",
      "egress",
      "fromPort",
      "icmpCode",
      "icmpType",
      "ipv6CidrBlock",
      "networkAclId",
      "protocol",
      "ruleAction",
      "ruleNumber",
      "toPort",
    ],
  },
  "aws:ec2/networkAclAssociation:NetworkAclAssociation": {
    id: ec2Id("aclassoc"),
    replaceOnChange: ["subnetId"],
  },
  "aws:ec2/defaultRouteTable:DefaultRouteTable": {
    id: joined("", "defaultRouteTableId"),
    taggable: true,
    computed: (table) => ({
      arn: ec2Arn(table, "route-table", table.id),
      ownerId: table.accountId,
      vpcId: relatedId(table, "vpc"),
    }),
    replaceOnChange: ["defaultRouteTableId"],
  },
  "aws:ec2/flowLog:FlowLog": {
    id: ec2Id("fl"),
    taggable: true,
    defaults: {
      logDestinationType: "cloud-watch-logs",
      logFormat:
        "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
      maxAggregationInterval: 600,
    },
    computed: (log) => ({ arn: ec2Arn(log, "vpc-flow-log", log.id) }),
    // A flow log cannot be changed at all.
    replaceOnChange: [
      "deliverCrossAccountRole",
      "destinationOptions",
      "eniId",
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "subnetId",
      "trafficType",
      "transitGatewayAttachmentId",
      "transitGatewayId",
      "vpcId",
    ],
  },
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": owned("dopt", "dhcp-options", {
    replaceOnChange: [
      "domainName",
      "domainNameServers",
      "netbiosNameServers",
      "netbiosNodeType",
      "ntpServers",
    ],
  }),
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": {
    id: joined("-", "dhcpOptionsId", "vpcId"),
  },
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": {
    id: ec2Id("pcx"),
    taggable: true,
    computed: (peering) => ({
      acceptStatus: peering.inputs.autoAccept === true ? "active" : "pending-acceptance",
    }),
    replaceOnChange: ["peerOwnerId", "peerRegion", "peerVpcId", "vpcId"],
  },
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": {
    id: ec2Id("vpc-cidr-assoc"),
    replaceOnChange: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "vpcId"],
  },
  "aws:ec2/managedPrefixList:ManagedPrefixList": owned("pl", "prefix-list", {
    autoname: { property: "name" },
    computed: (prefixes) => ({
      arn: ec2Arn(prefixes, "prefix-list", prefixes.id),
      ownerId: prefixes.accountId,
      version: 1,
    }),
    replaceOnChange: ["addressFamily"],
  }),
};
