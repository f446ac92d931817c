import { FLOW_LOG, VPC } from "../../aws/vpc";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { exists } from "../../model/stack";

export default defineRule({
  id: "vpc-flow-logs",
  title: "Every VPC records its connections",
  severity: "medium",
  scope: "stack",
  types: [VPC],
  frameworks: {
    fsbp: ["EC2.6"],
    "cis-aws": ["3.7"],
    "iso-27001": ["A.8.15"],
    "pci-dss-4": ["10.2.1"],
    "nist-800-53-r5": ["AU-2"],
  },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"],
  options: noOptions,
  fix: "add aws.ec2.FlowLog with the VPC's id",
  check({ resource, stack, expect }) {
    expect(
      exists(stack.referrers(resource, FLOW_LOG, "vpcId")),
      "",
      "who talked to whom cannot be found out after an incident",
    );
  },
  compliant: stackOf(
    { type: VPC, name: "subject", props: {} },
    { type: FLOW_LOG, name: "flow", props: { vpcId: ref("subject", "id"), trafficType: "ALL" } },
  ),
  violations: {
    "no flow log": missing("flow", ""),
    "of another VPC": wrong("vpcId", "elsewhere", "", "flow"),
  },
});
