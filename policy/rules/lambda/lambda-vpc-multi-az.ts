import { FUNCTION } from "../../aws/function";
import { idsSpanZones, SUBNET } from "../../aws/zones";
import { ref, stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

export default defineRule({
  id: "lambda-vpc-multi-az",
  title: "A function in a VPC can run in more than one availability zone",
  severity: "medium",
  scope: "stack",
  types: [FUNCTION],
  frameworks: { fsbp: ["Lambda.5"], "nist-800-53-r5": ["CP-10"] },
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html"],
  options: optionsOf({ minimumZones: integer("Least number of zones.", 2, 1, 6) }),
  fix: "give vpcConfig.subnetIds subnets of different zones",
  check({ resource, stack, options, expect, notApplicable }) {
    const subnets = resource.get("vpcConfig", "subnetIds");
    if (subnets.notEmpty === false) return notApplicable();
    const spread = idsSpanZones(resource, "vpcConfig", subnets, options.minimumZones, stack);
    expect(
      implies(subnets.notEmpty, spread),
      subnets,
      `the subnets lie in fewer than ${options.minimumZones} zones; when a zone fails, so does the function`,
    );
  },
  compliant: stackOf(
    { type: SUBNET, name: "a", props: { availabilityZone: "eu-central-1a" } },
    { type: SUBNET, name: "b", props: { availabilityZone: "eu-central-1b" } },
    {
      type: FUNCTION,
      name: "subject",
      props: { vpcConfig: { subnetIds: [ref("a", "id"), ref("b", "id")] } },
    },
  ),
  violations: {
    "one zone": wrong("availabilityZone", "eu-central-1a", "vpcConfig.subnetIds", "b"),
    "one subnet": wrong(["vpcConfig", "subnetIds"], [ref("a", "id")], "vpcConfig.subnetIds"),
  },
});
