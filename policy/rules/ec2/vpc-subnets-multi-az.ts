import { VPC } from "../../aws/vpc";
import { spanZones, SUBNET } from "../../aws/zones";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any } from "../../model/truth";

export default defineRule({
  id: "vpc-subnets-multi-az",
  title: "The subnets of a VPC lie in more than one availability zone",
  severity: "medium",
  scope: "stack",
  types: [VPC],
  frameworks: { "iso-27001": ["A.8.14"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html"],
  options: optionsOf({ minimumZones: integer("Least number of zones.", 2, 1, 6) }),
  fix: "add a subnet in another zone",
  check({ resource, stack, options, expect, notApplicable }) {
    const { resources, complete } = stack.referrers(resource, SUBNET, "vpcId");
    if (resources.length === 0 && complete) return notApplicable();
    expect(
      any([spanZones(resources, options.minimumZones), complete ? false : "unknown"]),
      "",
      `the subnets lie in fewer than ${options.minimumZones} zones`,
    );
  },
  compliant: stackOf(
    { type: VPC, name: "subject", props: {} },
    { type: SUBNET, name: "a", props: { vpcId: ref("subject", "id"), availabilityZone: "eu-central-1a" } },
    { type: SUBNET, name: "b", props: { vpcId: ref("subject", "id"), availabilityZone: "eu-central-1b" } },
  ),
  violations: {
    "one subnet": missing("b", ""),
    "one zone": wrong("availabilityZone", "eu-central-1a", "", "b"),
  },
});
