import { EGRESS_RULE } from "../../aws/egress";
import { INGRESS_RULE, SECURITY_GROUP, SECURITY_GROUP_RULE } from "../../aws/ingress";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const SINGLE = [INGRESS_RULE, EGRESS_RULE, SECURITY_GROUP_RULE];

export default defineRule({
  id: "sg-rule-description",
  title: "Each rule of a security group says what it is for",
  severity: "low",
  scope: "resource",
  types: [SECURITY_GROUP, ...SINGLE],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
  options: noOptions,
  fix: "set description on the rule",
  check({ resource, expect }) {
    const inline = ["ingress", "egress"].flatMap((key) => {
      const list = resource.get(key);
      return list.unknown ? [list] : list.items;
    });
    for (const rule of SINGLE.includes(resource.type) ? [resource.props] : inline) {
      const description = rule.get("description");
      expect(
        description.matches((text) => text.trim() !== ""),
        description,
        "nobody can tell whether the rule is still needed",
      );
    }
    expect(true, "", "");
  },
  compliant: stackOf(
    {
      type: SECURITY_GROUP,
      name: "subject",
      props: {
        ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, description: "From the functions" }],
      },
    },
    { type: EGRESS_RULE, name: "out", props: { ipProtocol: "tcp", description: "To DynamoDB" } },
  ),
  violations: {
    inline: wrong(["ingress", 0, "description"], undefined, "ingress[0].description"),
    "as a rule": wrong("description", undefined, "description", "out"),
  },
});
