import { VPC } from "../../aws/vpc";
import { extra, only } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const DEFAULTS = ["aws:ec2/defaultVpc:DefaultVpc", "aws:ec2/defaultSubnet:DefaultSubnet"] as const;

export default defineRule({
  id: "no-default-vpc",
  title: "Nothing is built on the default VPC",
  severity: "medium",
  scope: "resource",
  types: [VPC, ...DEFAULTS],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html"],
  options: noOptions,
  fix: "make a VPC with private subnets (aws.ec2.Vpc or awsx.ec2.Vpc)",
  check({ resource, expect }) {
    expect(
      resource.type === VPC,
      "",
      "all subnets of the default VPC are public, and all of the account share it",
    );
  },
  compliant: only(VPC, { cidrBlock: "10.0.0.0/16" }),
  violations: {
    "the default VPC": extra({ type: DEFAULTS[0], name: "default", props: {} }, ""),
    "a default subnet": extra(
      { type: DEFAULTS[1], name: "default", props: { availabilityZone: "eu-central-1a" } },
      "",
    ),
  },
});
