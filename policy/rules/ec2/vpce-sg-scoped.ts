import { INGRESS_RULE, ingressOf, onlyPorts, SECURITY_GROUP, SECURITY_GROUP_RULE } from "../../aws/ingress";
import { VPC_ENDPOINT } from "../../aws/vpc";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, implies, not } from "../../model/truth";

const CIDR_KEYS = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"];

export default defineRule({
  id: "vpce-sg-scoped",
  title: "An endpoint takes HTTPS from the groups of its callers only",
  severity: "medium",
  scope: "stack",
  types: [VPC_ENDPOINT],
  frameworks: { "nist-800-53-r5": ["SC-7"], "pci-dss-4": ["1.3.2"], soc2: ["CC6.6"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html"],
  options: noOptions,
  fix: "give the endpoint a security group that allows port 443 from the callers' security groups",
  check({ resource, stack, expect, notApplicable }) {
    const isInterface = resource.get("vpcEndpointType").is("Interface");
    if (isInterface === false) return notApplicable();
    const ids = resource.get("securityGroupIds");
    expect(
      implies(isInterface, ids.notEmpty),
      ids,
      "it has the VPC's default group, which everything shares",
    );
    for (const group of stack.targets(resource, "securityGroupIds", SECURITY_GROUP).resources) {
      const beside = [INGRESS_RULE, SECURITY_GROUP_RULE].flatMap(
        (type) => stack.referrers(group, type, "securityGroupId").resources,
      );
      for (const ingress of [group, ...beside].flatMap(ingressOf)) {
        const wide = CIDR_KEYS.map((key) => ingress.at.get(key)).map((cidrs) => not(cidrs.notEmpty));
        expect(
          implies(isInterface, all([onlyPorts(ingress, [443]), ...wide])),
          ids,
          `${group.name} lets in more than HTTPS from named groups`,
        );
      }
    }
  },
  compliant: stackOf(
    { type: SECURITY_GROUP, name: "callers", props: {} },
    { type: SECURITY_GROUP, name: "group", props: {} },
    {
      type: INGRESS_RULE,
      name: "rule",
      props: {
        securityGroupId: ref("group", "id"),
        referencedSecurityGroupId: ref("callers", "id"),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      },
    },
    {
      type: VPC_ENDPOINT,
      name: "subject",
      props: { vpcEndpointType: "Interface", securityGroupIds: [ref("group", "id")] },
    },
  ),
  violations: {
    "no group": wrong("securityGroupIds", undefined, "securityGroupIds"),
    "a whole network": wrong("cidrIpv4", "10.0.0.0/16", "securityGroupIds", "rule"),
    "every port": wrong("fromPort", 0, "securityGroupIds", "rule"),
  },
});
