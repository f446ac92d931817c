import { serviceLinkedRole } from "./apiGateway";
import { row, type Row } from "./row";

/** Ids are AWS's, and actions are held to several of them at once: asked about every resource. */
const ec2 = (create: string, read: string, update: string, remove: string, more = {}): Row =>
  row(
    "ec2",
    {
      create: `${create} CreateTags`,
      read,
      update: `${update} CreateTags DeleteTags`.trim(),
      delete: remove,
    },
    { on: () => "*", ...more },
  );

const balancing = (
  actions: { create: string; read: string; update: string; delete: string },
  more = {},
): Row =>
  row(
    "elasticloadbalancing",
    {
      create: `${actions.create} AddTags`,
      read: actions.read
        .concat(" DescribeTags")
        .split(" ")
        .map((name) => `*${name}`)
        .join(" "),
      update: `${actions.update} AddTags RemoveTags`,
      delete: actions.delete,
    },
    more,
  );

/** What the network and its load balancers take. */
export const network: Readonly<Record<string, Row>> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2(
    "RevokeSecurityGroupIngress RevokeSecurityGroupEgress",
    "DescribeSecurityGroups",
    "",
    "",
  ),
  "aws:ec2/flowLog:FlowLog": ec2("CreateFlowLogs", "DescribeFlowLogs", "", "DeleteFlowLogs", {
    passesTo: "vpc-flow-logs",
  }),
  "aws:ec2/internetGateway:InternetGateway": ec2(
    "CreateInternetGateway AttachInternetGateway",
    "DescribeInternetGateways",
    "",
    "DetachInternetGateway DeleteInternetGateway",
  ),
  "aws:ec2/routeTable:RouteTable": ec2(
    "CreateRouteTable CreateRoute",
    "DescribeRouteTables",
    "ReplaceRoute DeleteRoute",
    "DisassociateRouteTable DeleteRouteTable",
  ),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2(
    "AssociateRouteTable",
    "DescribeRouteTables",
    "ReplaceRouteTableAssociation",
    "DisassociateRouteTable",
  ),
  "aws:ec2/securityGroup:SecurityGroup": ec2(
    "CreateSecurityGroup RevokeSecurityGroupEgress",
    "DescribeSecurityGroups",
    "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress",
    // A function's network interfaces linger, and are taken away first.
    "DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface DeleteSecurityGroup",
  ),
  "aws:ec2/subnet:Subnet": ec2(
    "CreateSubnet",
    "DescribeSubnets",
    "ModifySubnetAttribute",
    "DescribeNetworkInterfaces DeleteSubnet",
  ),
  "aws:ec2/vpc:Vpc": ec2(
    "CreateVpc ModifyVpcAttribute",
    "DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups",
    "ModifyVpcAttribute",
    "DeleteVpc",
  ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2(
    "CreateVpcEndpoint",
    "DescribeVpcEndpoints DescribePrefixLists",
    "ModifyVpcEndpoint",
    "DeleteVpcEndpoints",
    // Private names of an endpoint are a hosted zone.
    { also: () => ({ change: [{ action: "route53:AssociateVPCWithHostedZone", on: "*" }] }) },
  ),
  "aws:ec2/vpcEndpointService:VpcEndpointService": ec2(
    "CreateVpcEndpointServiceConfiguration ModifyVpcEndpointServicePermissions",
    "DescribeVpcEndpointServiceConfigurations DescribeVpcEndpointServicePermissions",
    "ModifyVpcEndpointServiceConfiguration",
    "DeleteVpcEndpointServiceConfigurations",
  ),
  "aws:lb/listener:Listener": balancing({
    create: "CreateListener",
    read: "DescribeListeners DescribeListenerAttributes",
    update: "ModifyListener ModifyListenerAttributes",
    delete: "DeleteListener",
  }),
  "aws:lb/loadBalancer:LoadBalancer": balancing(
    {
      create: "CreateLoadBalancer",
      read: "DescribeLoadBalancers DescribeLoadBalancerAttributes DescribeCapacityReservation",
      update: "ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets",
      delete: "DeleteLoadBalancer",
    },
    {
      also: () => ({
        change: [
          { action: "ec2:GetSecurityGroupsForVpc", on: "*" },
          ...serviceLinkedRole("elasticloadbalancing.amazonaws.com", "AWSServiceRoleForElasticLoadBalancing")
            .change,
        ],
      }),
    },
  ),
  "aws:lb/targetGroup:TargetGroup": balancing({
    create: "CreateTargetGroup",
    read: "DescribeTargetGroups DescribeTargetGroupAttributes",
    update: "ModifyTargetGroup ModifyTargetGroupAttributes",
    delete: "DeleteTargetGroup",
  }),
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": row(
    "elasticloadbalancing",
    { create: "RegisterTargets", read: "*DescribeTargetHealth", delete: "DeregisterTargets" },
    { on: (resource) => resource.text("targetGroupArn") },
  ),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2(
    "AuthorizeSecurityGroupEgress",
    "DescribeSecurityGroupRules",
    "ModifySecurityGroupRules",
    "RevokeSecurityGroupEgress",
  ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2(
    "AuthorizeSecurityGroupIngress",
    "DescribeSecurityGroupRules",
    "ModifySecurityGroupRules",
    "RevokeSecurityGroupIngress",
  ),
};
