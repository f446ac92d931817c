import { INGRESS_RULE, ingressOf, SECURITY_GROUP, SECURITY_GROUP_RULE } from "../../aws/ingress";
import { idsSpanZones, SUBNET } from "../../aws/zones";
import { extra, ref, stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const VPC_LINK = "aws:apigatewayv2/vpcLink:VpcLink";

export default defineRule({
  id: "vpc-link-sg-scoped",
  title: "A VPC link has a closed security group and subnets in several zones",
  severity: "medium",
  scope: "stack",
  types: [VPC_LINK],
  frameworks: {
    "nist-800-53-r5": ["AC-3", "SC-7"],
    "pci-dss-4": ["1.2", "1.3", "6.4.2"],
    soc2: ["CC6.1", "CC6.6"],
    "iso-27001": ["A.5.15", "A.8.20"],
  },
  links: ["https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html"],
  options: optionsOf({ minimumZones: integer("Availability Zones that its subnets lie in.", 2, 1, 6) }),
  fix: "give the link a security group without open ingress, and subnets in two zones",
  check({ resource, stack, options, expect }) {
    const groups = resource.get("securityGroupIds");
    expect(groups.notEmpty, groups, "the link has the VPC's default group, which everything shares");
    for (const group of stack.targets(resource, "securityGroupIds", SECURITY_GROUP).resources) {
      const beside = [INGRESS_RULE, SECURITY_GROUP_RULE].flatMap(
        (type) => stack.referrers(group, type, "securityGroupId").resources,
      );
      for (const { fromEverywhere } of [group, ...beside].flatMap(ingressOf))
        expect(not(fromEverywhere), groups, `${group.name} lets every address in`);
    }
    const subnets = resource.get("subnetIds");
    expect(
      idsSpanZones(resource, "subnetIds", subnets, options.minimumZones, stack),
      subnets,
      `the link is down when one zone is: its subnets lie in fewer than ${options.minimumZones}`,
    );
  },
  compliant: stackOf(
    { type: SUBNET, name: "a", props: { availabilityZone: "eu-central-1a" } },
    { type: SUBNET, name: "b", props: { availabilityZone: "eu-central-1b" } },
    { type: SECURITY_GROUP, name: "group", props: {} },
    {
      type: VPC_LINK,
      name: "subject",
      props: {
        name: "backend",
        securityGroupIds: [ref("group", "id")],
        subnetIds: [ref("a", "id"), ref("b", "id")],
      },
    },
  ),
  violations: {
    "no group": wrong("securityGroupIds", []),
    "an open group": extra(
      {
        type: INGRESS_RULE,
        name: "open",
        props: { securityGroupId: ref("group", "id"), cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" },
      },
      "securityGroupIds",
    ),
    "one zone": wrong("availabilityZone", "eu-central-1a", "subnetIds", "b"),
    "one subnet": wrong("subnetIds", [ref("a", "id")]),
  },
});
