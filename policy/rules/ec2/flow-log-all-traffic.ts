import { FLOW_LOG } from "../../aws/vpc";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { implies, not } from "../../model/truth";

export default defineRule({
  id: "flow-log-all-traffic",
  title: "A flow log records accepted connections as well as refused ones",
  severity: "low",
  scope: "resource",
  types: [FLOW_LOG],
  frameworks: { "nist-800-53-r5": ["AU-2"], "pci-dss-4": ["10.2.1"], soc2: ["CC7.2"] },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"],
  choice: "Flow logs of transit gateways have no such choice and are left out.",
  options: noOptions,
  fix: 'set trafficType to "ALL"',
  check({ resource, expect, notApplicable }) {
    const transit = [resource.get("transitGatewayId"), resource.get("transitGatewayAttachmentId")];
    if (transit.some((value) => value.state === "known")) return notApplicable();
    const type = resource.get("trafficType");
    const gateway = transit.some((value) => value.unknown) ? "unknown" : false;
    expect(implies(not(gateway), type.is("ALL")), type, "half of what happened is not recorded");
  },
  compliant: stackOf(
    { type: FLOW_LOG, name: "subject", props: { trafficType: "ALL" } },
    { type: FLOW_LOG, name: "transit", props: { transitGatewayId: "tgw-1" } },
  ),
  violations: { "refused ones only": wrong("trafficType", "REJECT") },
});
