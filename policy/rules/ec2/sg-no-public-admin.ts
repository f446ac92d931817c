import { coversPort, INGRESS_RULE, INGRESS_TYPES, ingressOf, SECURITY_GROUP } from "../../aws/ingress";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";

/** SSH and Remote Desktop. */
const PORTS = [22, 3389];

export default defineRule({
  id: "sg-no-public-admin",
  title: "SSH and Remote Desktop are not open to the internet",
  severity: "critical",
  scope: "resource",
  types: INGRESS_TYPES,
  frameworks: {
    fsbp: ["EC2.13", "EC2.14", "EC2.53", "EC2.54"],
    "cis-aws": ["5.3", "5.4"],
    "pci-dss-4": ["1.3.1"],
  },
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html"],
  options: noOptions,
  fix: "use Session Manager in place of open ports",
  check({ resource, expect }) {
    for (const ingress of ingressOf(resource)) {
      const admin = any(PORTS.map((port) => coversPort(ingress, port)));
      expect(
        not(all([ingress.fromEverywhere, admin])),
        ingress.at,
        "SSH or Remote Desktop is open to every address on the internet",
      );
    }
    expect(true, "", "");
  },
  compliant: stackOf(
    {
      type: SECURITY_GROUP,
      name: "subject",
      props: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] },
    },
    {
      type: INGRESS_RULE,
      name: "separate",
      props: { ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "10.0.0.0/16" },
    },
  ),
  violations: {
    SSH: wrong(
      ["ingress", 0],
      { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
      "ingress[0]",
    ),
    "a range around it": wrong(["ingress", 0, "fromPort"], 0, "ingress[0]"),
    "every protocol": wrong(
      ["ingress", 0],
      { protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] },
      "ingress[0]",
    ),
    "as a rule": wrong("cidrIpv4", "0.0.0.0/0", "", "separate"),
  },
});
