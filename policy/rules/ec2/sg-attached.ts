import { SECURITY_GROUP } from "../../aws/ingress";
import { missing, ref, stackOf } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

/** Types that describe a group and do not use it. A rule that names it as its source does not use it either. */
const PARTS =
  /^aws:(ec2\/securityGroup|ec2\/securityGroupRule|vpc\/securityGroup\w+|ec2\/defaultSecurityGroup):/;

/** Resources by all that they depend on. */
const users = keyed("every", ({ type, dependencies }) =>
  type.startsWith("pulumi:") || PARTS.test(type) ? [] : dependencies,
);

export default defineRule({
  id: "sg-attached",
  title: "A security group is used by something",
  severity: "low",
  scope: "stack",
  types: [SECURITY_GROUP],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
  choice:
    "A user is known by its dependency on the group. A group for another stack's use has none here and is a case for an exemption.",
  options: noOptions,
  fix: "attach the group, or take it away",
  check({ resource, stack, expect }) {
    const used = users(stack)
      .of(resource.urn)
      .some((other) => other !== resource);
    expect(used, "", "nothing uses it; sooner or later something will, whatever it then allows");
  },
  compliant: stackOf(
    { type: SECURITY_GROUP, name: "subject", props: {} },
    {
      type: "aws:lambda/function:Function",
      name: "function",
      props: { vpcConfig: { securityGroupIds: [ref("subject", "id")], subnetIds: ["s"] } },
    },
  ),
  violations: { "used by nothing": missing("function", "") },
});
