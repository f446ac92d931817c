import { HEX, LOWER_ALPHANUMERIC } from "../fingerprint";
import type { Model, Resource, ServiceTable } from "../model";
import { arn, derive, input, joined, list, random } from "../model";
import { defaultOf } from "./vpc";

const ec2Arn = (resource: Resource, kind: string, id: string): string =>
  arn(resource, "ec2", `${kind}/${id}`);
const hexId = (resource: Resource, prefix: string, salt = prefix): string =>
  `${prefix}-${derive(resource, salt, 17, HEX)}`;

const groupRule: Model = {
  id: random(17, HEX, "sgr-"),
  taggable: true,
  computed: (rule) => ({ arn: ec2Arn(rule, "security-group-rule", rule.id), securityGroupRuleId: rule.id }),
  replaceOnChange: ["securityGroupId"],
};

/** What the endpoint's service is called in DNS: the last part of its name. */
function endpointNames(endpoint: Resource): readonly { dnsName: string; hostedZoneId: string }[] {
  const service = input(endpoint, "serviceName").split(".").pop() ?? "";
  const suffix = `${service}.${endpoint.region}.vpce.${endpoint.partition.dnsSuffix}`;
  const name = `${derive(endpoint, "vpce", 17, HEX)}-${derive(endpoint, "dns", 8, LOWER_ALPHANUMERIC)}`;
  return [
    {
      dnsName: `vpce-${name}.${suffix}`,
      hostedZoneId: `Z${derive(endpoint, "zone", 13, LOWER_ALPHANUMERIC).toUpperCase()}`,
    },
  ];
}

const isInterface = (endpoint: Resource): boolean => endpoint.inputs.vpcEndpointType === "Interface";

/** Security groups and VPC endpoints: who may talk to whom inside a VPC. */
export const vpcAccess: ServiceTable = {
  "aws:ec2/securityGroup:SecurityGroup": {
    id: random(17, HEX, "sg-"),
    autoname: { property: "name" },
    taggable: true,
    defaults: { description: "Managed by Pulumi", egress: [], ingress: [], revokeRulesOnDelete: false },
    computed: (group) => ({ arn: ec2Arn(group, "security-group", group.id), ownerId: group.accountId }),
    replaceOnChange: ["description", "name", "namePrefix", "vpcId"],
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    // The provider adopts the group that AWS made with the VPC.
    id: (group) => defaultOf(input(group, "vpcId"), "sg"),
    taggable: true,
    defaults: { egress: [], ingress: [], revokeRulesOnDelete: false },
    computed: (group) => ({
      arn: ec2Arn(group, "security-group", group.id),
      description: "default VPC security group",
      name: "default",
      namePrefix: "",
      ownerId: group.accountId,
    }),
    replaceOnChange: ["vpcId"],
  },
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: random(10, "0123456789", "sgrule-"),
    defaults: { self: false },
    computed: (rule) => ({ securityGroupRuleId: hexId(rule, "sgr") }),
    replaceOnChange: [
      "cidrBlocks",
      "fromPort",
      "ipv6CidrBlocks",
      "prefixListIds",
      "protocol",
      "securityGroupId",
      "self",
      "sourceSecurityGroupId",
      "toPort",
      "type",
    ],
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule,
  "aws:vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation": {
    id: joined(",", "securityGroupId", "vpcId"),
    computed: () => ({ state: "associated" }),
    replaceOnChange: ["securityGroupId", "vpcId"],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    id: (endpoint) => hexId(endpoint, "vpce"),
    taggable: true,
    defaults: (endpoint) => ({
      ipAddressType: "ipv4",
      policy: JSON.stringify({
        Version: "2008-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
      }),
      privateDnsEnabled: false,
      routeTableIds: [],
      securityGroupIds: [],
      serviceRegion: endpoint.region,
      subnetIds: [],
      vpcEndpointType: "Gateway",
    }),
    computed: (endpoint) => {
      const interfaces = isInterface(endpoint) ? list(endpoint.inputs.subnetIds).length : 0;
      return {
        arn: ec2Arn(endpoint, "vpc-endpoint", endpoint.id),
        cidrBlocks: isInterface(endpoint) ? [] : ["52.94.0.0/22", "52.119.224.0/20"],
        dnsEntries: isInterface(endpoint) ? endpointNames(endpoint) : [],
        networkInterfaceIds: Array.from({ length: interfaces }, (_, at) =>
          hexId(endpoint, "eni", `eni ${at}`),
        ),
        ownerId: endpoint.accountId,
        prefixListId: isInterface(endpoint) ? "" : `pl-${derive(endpoint, "prefixes", 8, HEX)}`,
        requesterManaged: false,
        state: "available",
      };
    },
    replaceOnChange: [
      "resourceConfigurationArn",
      "serviceName",
      "serviceNetworkArn",
      "serviceRegion",
      "vpcEndpointType",
      "vpcId",
    ],
  },
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": {
    id: joined("", "vpcEndpointId"),
    replaceOnChange: ["vpcEndpointId"],
  },
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": {
    id: random(10, "0123456789", "a-vpce-"),
    replaceOnChange: ["routeTableId", "vpcEndpointId"],
  },
  "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation": {
    id: random(10, "0123456789", "a-vpce-"),
    replaceOnChange: ["subnetId", "vpcEndpointId"],
  },
  "aws:ec2/securityGroupAssociation:SecurityGroupAssociation": {
    id: random(10, "0123456789", "a-vpce-"),
    replaceOnChange: ["replaceDefaultAssociation", "securityGroupId", "vpcEndpointId"],
  },
  "aws:ec2/vpcEndpointService:VpcEndpointService": {
    id: (service) => hexId(service, "vpce-svc"),
    taggable: true,
    computed: (service) => ({
      arn: ec2Arn(service, "vpc-endpoint-service", service.id),
      availabilityZones: ["a", "b", "c"].map((zone) => `${service.region}${zone}`),
      baseEndpointDnsNames: [`${service.id}.${service.region}.vpce.${service.partition.dnsSuffix}`],
      managesVpcEndpoints: false,
      privateDnsNameConfigurations: [],
      serviceName: `${service.partition.reverseDnsPrefix}.vpce.${service.region}.${service.id}`,
      serviceType: "Interface",
      state: "Available",
    }),
  },
};
