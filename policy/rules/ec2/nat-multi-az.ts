import { NAT_GATEWAY, VPC } from "../../aws/vpc";
import { spanZones, SUBNET } from "../../aws/zones";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { optionsOf, productionStages } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "nat-multi-az",
  title: "A VPC that uses NAT gateways has them in more than one availability zone",
  severity: "low",
  scope: "stack",
  types: [VPC],
  frameworks: { "nist-800-53-r5": ["CP-7"], soc2: ["A1.2"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"],
  choice:
    "A NAT gateway is paid by the hour, so only production is judged unless set otherwise. Regional NAT gateways span zones.",
  options: optionsOf({ productionStages }),
  fix: "make one NAT gateway per zone, each with a route from its zone's subnets, or a regional one",
  check({ resource, stack, options, expect, notApplicable }) {
    if (!options.productionStages.includes(stack.name)) return notApplicable();
    const subnets = stack.referrers(resource, SUBNET, "vpcId").resources;
    const gateways = subnets.flatMap((subnet) => stack.referrers(subnet, NAT_GATEWAY, "subnetId").resources);
    if (gateways.length === 0) return notApplicable();
    const zoned = subnets.filter(
      (subnet) => stack.referrers(subnet, NAT_GATEWAY, "subnetId").resources.length > 0,
    );
    const hidden = stack.ofType(NAT_GATEWAY).length > gateways.length ? "unknown" : false;
    const spread = spanZones(zoned, 2);
    expect(
      spread === false ? hidden : spread,
      "",
      "all NAT gateways stand in one zone; when it fails, no subnet reaches the internet",
    );
  },
  compliant: stackOf(
    { type: VPC, name: "subject", props: {} },
    { type: SUBNET, name: "a", props: { vpcId: ref("subject", "id"), availabilityZone: "eu-central-1a" } },
    { type: SUBNET, name: "b", props: { vpcId: ref("subject", "id"), availabilityZone: "eu-central-1b" } },
    { type: NAT_GATEWAY, name: "nat-a", props: { subnetId: ref("a", "id") } },
    { type: NAT_GATEWAY, name: "nat-b", props: { subnetId: ref("b", "id") } },
  ),
  violations: {
    "one gateway": missing("nat-b", ""),
    "one zone": wrong("availabilityZone", "eu-central-1a", "", "b"),
  },
});
