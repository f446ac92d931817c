import { allowing } from "./edits";
import { beside, copy, remove, set, type Mutation } from "./mutation";
import { ENDPOINT, GROUP } from "./targets";

/** Rule → the mistake that it must catch in the production stage. */
export const ec2Mutations: Readonly<Record<string, Mutation>> = {
  "default-sg-closed": remove({ type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup" }),
  "flow-log-all-traffic": set(
    { type: "aws:ec2/flowLog:FlowLog", name: /^network-flow-all$/ },
    "trafficType",
    "REJECT",
  ),
  "nacl-attached": beside("nacl-attached", "used by nothing"),
  "nacl-no-open-admin": beside("nacl-no-open-admin", "refused too late"),
  "nat-multi-az": beside("nat-multi-az", "one gateway"),
  "no-default-vpc": beside("no-default-vpc", "the default VPC"),
  "no-open-igw-route": set(
    { type: "aws:ec2/routeTable:RouteTable", name: /^network-vpc-isolated-1$/ },
    "routes",
    [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }],
  ),
  "sg-attached": copy(GROUP, {}),
  "sg-description": set(GROUP, "description", undefined),
  "sg-egress-restricted": set(
    GROUP,
    "egress",
    [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    "sg-no-mixed-rules",
    "sg-rule-description",
  ),
  "sg-no-mixed-rules": set(
    GROUP,
    "egress",
    [{ protocol: "tcp", fromPort: 443, toPort: 443 }],
    "sg-rule-description",
  ),
  "sg-no-public-admin": set(
    GROUP,
    "ingress",
    [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
    "sg-no-public-ingress",
    "sg-rule-description",
  ),
  "sg-no-public-ingress": set(
    GROUP,
    "ingress",
    [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
    "sg-rule-description",
  ),
  "sg-rule-description": set(GROUP, "ingress", [{ protocol: "tcp", fromPort: 443, toPort: 443 }]),
  "subnet-no-auto-public-ip": set(
    { type: "aws:ec2/subnet:Subnet", name: /^network-vpc-isolated-1$/ },
    "mapPublicIpOnLaunch",
    true,
  ),
  "vpc-dns-attributes": set(
    { type: "aws:ec2/vpc:Vpc", name: /^network-vpc$/ },
    "enableDnsHostnames",
    undefined,
  ),
  "vpc-flow-logs": remove({ type: "aws:ec2/flowLog:FlowLog" }),
  "vpc-subnets-multi-az": remove({ type: "aws:ec2/subnet:Subnet", name: /[23]$/ }),
  "vpce-multi-az": set(ENDPOINT, "vpcEndpointType", "Interface", "vpce-private-dns", "vpce-sg-scoped"),
  "vpce-policy-limited": set(ENDPOINT, "policy", undefined),
  "vpce-policy-names-api": beside("vpce-policy-names-api", "every API"),
  "vpce-private-dns": set(ENDPOINT, "vpcEndpointType", "Interface", "vpce-multi-az", "vpce-sg-scoped"),
  "vpce-required-services": allowing("sts:AssumeRole", "arn:aws:iam::000000000000:role/other"),
  "vpce-sg-scoped": set(ENDPOINT, "vpcEndpointType", "Interface", "vpce-multi-az", "vpce-private-dns"),
};
