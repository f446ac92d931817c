import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not, type Truth } from "../../model/truth";
import type { Value } from "../../model/value";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
/** FTP, SSH and Remote Desktop. */
const PORTS = [20, 21, 22, 3389];

/** All addresses of one family. */
const everywhere = (entry: Value, key: string): Truth => entry.get(key).matches((cidr) => /\/0+$/.test(cidr));

/** Whether an entry speaks of a port: protocol -1 of all; ICMP of none. */
function covers(entry: Value, port: number): Truth {
  const protocol = entry.get("protocol");
  if (protocol.unknown) return "unknown";
  const name = String(protocol.raw ?? "").toLowerCase();
  if (["-1", "all"].includes(name)) return true;
  if (!["tcp", "6", "udp", "17"].includes(name)) return false;
  const [from, to] = [entry.get("fromPort"), entry.get("toPort")];
  if (from.unknown || to.unknown) return "unknown";
  return from.number !== undefined && to.number !== undefined && from.number <= port && port <= to.number;
}

/** Whether an earlier entry of the list refuses the same: the lowest number decides. */
const refusedBefore = (entry: Value, entries: readonly Value[], key: string, port: number): Truth =>
  any(
    entries.map((other) => {
      const [first, second] = [other.get("ruleNo"), entry.get("ruleNo")];
      const before: Truth =
        first.number === undefined || second.number === undefined ? "unknown" : first.number < second.number;
      return all([
        before,
        other.get("action").matches((text) => text.toLowerCase() === "deny"),
        everywhere(other, key),
        covers(other, port),
      ]);
    }),
  );

export default defineRule({
  id: "nacl-no-open-admin",
  title: "No network ACL lets the internet reach FTP, SSH or Remote Desktop",
  severity: "medium",
  scope: "resource",
  types: [ACL, DEFAULT_ACL, ACL_RULE],
  frameworks: { fsbp: ["EC2.21"], "cis-aws": ["5.2"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"],
  choice:
    "Some rule sets want no network ACL at all, others an attached one. One that is declared is judged; none is asked for. " +
    "Security Hub's ports are 22 and 3389; 20 and 21 are added, as other rule sets do.",
  options: noOptions,
  fix: "refuse these ports before the entry that allows them, or allow the addresses that need them",
  check({ resource, expect }) {
    const single = resource.type === ACL_RULE;
    const list = resource.get("ingress");
    const entries = single ? [resource.props] : list.unknown ? [list] : list.items;
    const inbound = single ? not(resource.get("egress").isTrue()) : true;
    const action = single ? "ruleAction" : "action";
    for (const entry of entries) {
      const open = ["cidrBlock", "ipv6CidrBlock"].flatMap((key) =>
        PORTS.map((port) =>
          all([
            everywhere(entry, key),
            covers(entry, port),
            not(single ? false : refusedBefore(entry, entries, key, port)),
          ]),
        ),
      );
      const allows = entry.get(action).matches((text) => text.toLowerCase() === "allow");
      expect(
        not(all([inbound, allows, any(open)])),
        entry,
        "FTP, SSH or Remote Desktop is open to every address on the internet",
      );
    }
    expect(true, "", "");
  },
  compliant: stackOf(
    {
      type: ACL,
      name: "subject",
      props: {
        ingress: [
          { ruleNo: 90, action: "deny", protocol: "tcp", fromPort: 0, toPort: 1024, cidrBlock: "0.0.0.0/0" },
          { ruleNo: 95, action: "deny", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" },
          { ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" },
        ],
      },
    },
    {
      type: ACL_RULE,
      name: "separate",
      props: {
        ruleNumber: 100,
        ruleAction: "allow",
        protocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrBlock: "10.0.0.0/16",
      },
    },
  ),
  violations: {
    "refused too late": wrong(["ingress", 1, "ruleNo"], 110, "ingress[2]"),
    "over IPv6": wrong(
      ["ingress", 0],
      { ruleNo: 80, action: "allow", protocol: "6", fromPort: 22, toPort: 22, ipv6CidrBlock: "::/0" },
      "ingress[0]",
    ),
    "as a rule": wrong("cidrBlock", "0.0.0.0/0", "", "separate"),
  },
});
