import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const VPC = "aws:ec2/vpc:Vpc";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

export default defineRule({
  id: "default-sg-closed",
  title: "The default security group of a VPC lets nothing in or out",
  severity: "high",
  scope: "stack",
  types: [VPC],
  frameworks: { fsbp: ["EC2.2"], "cis-aws": ["5.5"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"],
  options: noOptions,
  fix: "adopt it with aws.ec2.DefaultSecurityGroup, without ingress and egress rules",
  check({ resource, stack, expect }) {
    const { resources, complete } = stack.referrers(resource, DEFAULT_GROUP, "vpcId");
    if (resources.length === 0)
      expect(
        complete ? false : "unknown",
        "",
        "the default security group keeps AWS's open rules, and catches all that names no group",
      );
    for (const group of resources)
      for (const key of ["ingress", "egress"] as const)
        expect(not(group.get(key).notEmpty), key, `${group.name} has ${key} rules`);
  },
  compliant: stackOf(
    { type: VPC, name: "subject", props: { cidrBlock: "10.0.0.0/16" } },
    { type: DEFAULT_GROUP, name: "group", props: { vpcId: ref("subject", "id"), ingress: [], egress: [] } },
  ),
  violations: {
    "not adopted": missing("group", ""),
    "rules left": wrong("egress", [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }], "egress", "group"),
  },
});
