import { EGRESS_RULE, EGRESS_TYPES, egressOf } from "../../aws/egress";
import { SECURITY_GROUP } from "../../aws/ingress";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";

export default defineRule({
  id: "sg-egress-restricted",
  title: "No security group lets everything out to everywhere",
  severity: "medium",
  scope: "resource",
  types: EGRESS_TYPES,
  frameworks: { "pci-dss-4": ["1.3.2"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
  options: noOptions,
  fix: "allow the ports and the prefix lists, groups or addresses that are needed",
  check({ resource, expect }) {
    for (const egress of egressOf(resource))
      expect(
        not(all([egress.toEverywhere, egress.allPorts])),
        egress.at,
        "whatever gets in can send data out on any port to anyone",
      );
    // The provider takes AWS's own open rule away from groups that declare none.
    expect(true, "", "");
  },
  compliant: stackOf(
    {
      type: SECURITY_GROUP,
      name: "subject",
      props: { egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] },
    },
    {
      type: EGRESS_RULE,
      name: "separate",
      props: { ipProtocol: "-1", cidrIpv4: "10.0.0.0/16" },
    },
  ),
  violations: {
    inline: wrong(
      ["egress", 0],
      { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
      "egress[0]",
    ),
    "every port of TCP": wrong(
      ["egress", 0],
      { protocol: "tcp", fromPort: 0, toPort: 65535, ipv6CidrBlocks: ["::/0"] },
      "egress[0]",
    ),
    "as a rule": wrong("cidrIpv4", "0.0.0.0/0", "", "separate"),
  },
});
