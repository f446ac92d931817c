import { VPC_ENDPOINT } from "../../aws/vpc";
import { idsSpanZones, SUBNET } from "../../aws/zones";
import { ref, stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

export default defineRule({
  id: "vpce-multi-az",
  title: "An interface endpoint stands in more than one availability zone",
  severity: "medium",
  scope: "stack",
  types: [VPC_ENDPOINT],
  frameworks: { "iso-27001": ["A.8.14"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html"],
  options: optionsOf({ minimumZones: integer("Least number of zones.", 2, 1, 6) }),
  fix: "give subnetIds subnets of different zones",
  check({ resource, stack, options, expect, notApplicable }) {
    const isInterface = resource.get("vpcEndpointType").is("Interface");
    if (isInterface === false) return notApplicable();
    const subnets = resource.get("subnetIds");
    expect(
      implies(isInterface, idsSpanZones(resource, "subnetIds", subnets, options.minimumZones, stack)),
      subnets,
      `the endpoint stands in fewer than ${options.minimumZones} zones; when a zone fails, so does the service`,
    );
  },
  compliant: stackOf(
    { type: SUBNET, name: "a", props: { availabilityZone: "eu-central-1a" } },
    { type: SUBNET, name: "b", props: { availabilityZone: "eu-central-1b" } },
    {
      type: VPC_ENDPOINT,
      name: "subject",
      props: { vpcEndpointType: "Interface", subnetIds: [ref("a", "id"), ref("b", "id")] },
    },
  ),
  violations: {
    "one zone": wrong("availabilityZone", "eu-central-1a", "subnetIds", "b"),
    "one subnet": wrong("subnetIds", [ref("a", "id")]),
  },
});
