import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";

const VPC = "aws:ec2/vpc:Vpc";

export default defineRule({
  id: "vpc-dns-attributes",
  title: "A VPC resolves DNS and gives its hosts names",
  severity: "high",
  scope: "resource",
  types: [VPC],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html"],
  options: noOptions,
  fix: "set enableDnsSupport and enableDnsHostnames to true",
  check({ resource, expect }) {
    const [support, hostnames] = [resource.get("enableDnsSupport"), resource.get("enableDnsHostnames")];
    expect(support.isTrue(true), support, "without DNS support no endpoint of the VPC can be found by name");
    // Off by default, and private DNS of interface endpoints needs both.
    expect(
      hostnames.isTrue(),
      hostnames,
      "without DNS host names, interface endpoints with private DNS are refused",
    );
  },
  compliant: only(VPC, { enableDnsSupport: true, enableDnsHostnames: true }),
  violations: {
    "no host names": wrong("enableDnsHostnames", undefined, "enableDnsHostnames"),
    "no support": wrong("enableDnsSupport", false),
  },
});
