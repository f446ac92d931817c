import { SUBNET } from "../../aws/zones";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

export default defineRule({
  id: "subnet-no-auto-public-ip",
  title: "A subnet gives its hosts no public address by itself",
  severity: "medium",
  scope: "resource",
  types: [SUBNET, "aws:ec2/defaultSubnet:DefaultSubnet"],
  frameworks: {
    fsbp: ["EC2.15"],
    "pci-dss-4": ["1.3.1"],
    "nist-800-53-r5": ["AC-3"],
    soc2: ["CC6.6"],
  },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html"],
  choice:
    "Public subnets are not exempt: load balancers and NAT gateways bring their own addresses, other hosts should not have one.",
  options: noOptions,
  fix: "set mapPublicIpOnLaunch to false",
  check({ resource, expect }) {
    const map = resource.get("mapPublicIpOnLaunch");
    // Off where nothing is said, except in the subnets that AWS makes by itself.
    expect(
      not(map.isTrue(resource.type !== SUBNET)),
      map,
      "each host started here can be reached from the internet",
    );
  },
  compliant: only(SUBNET, { mapPublicIpOnLaunch: false }),
  violations: { "switched on": wrong("mapPublicIpOnLaunch", true) },
});
