import { EGRESS_RULE } from "../../aws/egress";
import { INGRESS_RULE, SECURITY_GROUP, SECURITY_GROUP_RULE } from "../../aws/ingress";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not, type Truth } from "../../model/truth";

export default defineRule({
  id: "sg-no-mixed-rules",
  title: "A security group has its rules inside it or beside it, not both",
  severity: "medium",
  scope: "stack",
  types: [SECURITY_GROUP],
  frameworks: {},
  links: [
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/",
    "https://github.com/pulumi/pulumi-aws/issues/3788",
  ],
  options: noOptions,
  fix: "move the inline rules to SecurityGroupIngressRule and SecurityGroupEgressRule",
  check({ resource, stack, expect }) {
    for (const [key, type] of [
      ["ingress", INGRESS_RULE],
      ["egress", EGRESS_RULE],
    ] as const) {
      const list = resource.get(key);
      const newer = stack.referrers(resource, type, "securityGroupId");
      const older = stack.referrers(resource, SECURITY_GROUP_RULE, "securityGroupId");
      const beside: Truth = any([
        newer.resources.length > 0,
        ...older.resources.map((rule) => rule.get("type").is(key)),
        newer.complete && older.complete ? false : "unknown",
      ]);
      expect(not(all([list.notEmpty, beside])), list, "each deployment takes away what the other declares");
    }
  },
  compliant: stackOf(
    {
      type: SECURITY_GROUP,
      name: "subject",
      props: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }] },
    },
    { type: EGRESS_RULE, name: "out", props: { securityGroupId: ref("subject", "id"), ipProtocol: "tcp" } },
  ),
  violations: {
    "egress twice": wrong("egress", [{ protocol: "tcp", fromPort: 443, toPort: 443 }], "egress"),
  },
});
