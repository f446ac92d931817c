import { z } from "zod";
import {
  INGRESS_RULE,
  INGRESS_TYPES,
  ingressOf,
  onlyPorts,
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
} from "../../aws/ingress";
import { stackOf, wrong } from "../../model/fixture";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, not } from "../../model/truth";

const https = { protocol: "tcp", fromPort: 443, toPort: 443 };

export default defineRule({
  id: "sg-no-public-ingress",
  title: "No security group lets the whole internet in",
  severity: "critical",
  scope: "resource",
  types: INGRESS_TYPES,
  frameworks: {
    fsbp: ["EC2.18", "EC2.19"],
    "pci-dss-4": ["1.3.1"],
    "nist-800-53-r5": ["SC-7"],
    "cis-aws": ["5.3", "5.4"],
  },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
  choice: "No port is public by default: an API platform's public side is API Gateway, not a security group.",
  options: optionsOf({
    publicPorts: z
      .array(z.int().min(0).max(65535))
      .default([])
      .describe("Ports that may be open to every address."),
  }),
  fix: "allow the VPC's own addresses or another security group instead, or list the port in publicPorts",
  check({ resource, options, expect }) {
    for (const ingress of ingressOf(resource)) {
      const harmless = any([not(ingress.fromEverywhere), onlyPorts(ingress, options.publicPorts)]);
      const [from, to] = [ingress.fromPort.number, ingress.toPort.number];
      const ports = from === undefined ? "all ports" : `ports ${from} to ${to ?? from}`;
      expect(harmless, ingress.at, `${ports} are open to every address on the internet`);
    }
    expect(true, "", "");
  },
  compliant: stackOf(
    {
      type: SECURITY_GROUP,
      name: "subject",
      props: { ingress: [{ ...https, cidrBlocks: ["10.0.0.0/16"] }] },
    },
    {
      type: SECURITY_GROUP_RULE,
      name: "rule",
      props: { type: "ingress", ...https, cidrBlocks: ["10.0.0.0/16"] },
    },
    {
      type: SECURITY_GROUP_RULE,
      name: "out",
      props: { type: "egress", ...https, cidrBlocks: ["0.0.0.0/0"] },
    },
    {
      type: INGRESS_RULE,
      name: "separate",
      props: { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" },
    },
  ),
  violations: {
    inline: wrong(["ingress", 0, "cidrBlocks"], ["0.0.0.0/0"], "ingress[0]"),
    IPv6: wrong(["ingress", 0, "ipv6CidrBlocks"], ["::/0"], "ingress[0]"),
    "written out": wrong(
      ["ingress", 0, "ipv6CidrBlocks"],
      ["0000:0000:0000:0000:0000:0000:0000:0000/0"],
      "ingress[0]",
    ),
    "as a rule": wrong("cidrBlocks", ["0.0.0.0/0"], "", "rule"),
    "as the newer rule": wrong("cidrIpv4", "0.0.0.0/0", "", "separate"),
  },
});
