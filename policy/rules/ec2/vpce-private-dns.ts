import { VPC_ENDPOINT } from "../../aws/vpc";
import { only, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies } from "../../model/truth";

export default defineRule({
  id: "vpce-private-dns",
  title: "Inside the VPC, the service's own name leads to the endpoint",
  severity: "medium",
  scope: "resource",
  types: [VPC_ENDPOINT],
  frameworks: { "nist-800-53-r5": ["SC-7"], soc2: ["CC6.6"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html"],
  options: noOptions,
  fix: "set privateDnsEnabled to true",
  check({ resource, expect, notApplicable }) {
    const isInterface = resource.get("vpcEndpointType").is("Interface");
    if (isInterface === false) return notApplicable();
    const enabled = resource.get("privateDnsEnabled");
    expect(
      implies(isInterface, enabled.isTrue()),
      enabled,
      "SDKs call the public address of the service, and pass by the endpoint and its policy",
    );
  },
  compliant: only(VPC_ENDPOINT, { vpcEndpointType: "Interface", privateDnsEnabled: true }),
  violations: {
    "not stated": wrong("privateDnsEnabled", undefined, "privateDnsEnabled"),
    "switched off": wrong("privateDnsEnabled", false),
  },
});
