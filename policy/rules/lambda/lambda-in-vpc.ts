import { z } from "zod";
import { FUNCTION } from "../../aws/function";
import { SUBNET } from "../../aws/vpc";
import { globMatches } from "../../documents/glob";
import { only, wrong } from "../../model/fixture";
import { optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

export default defineRule({
  id: "lambda-in-vpc",
  title: "A function runs inside a VPC",
  severity: "low",
  scope: "stack",
  types: [FUNCTION],
  frameworks: { fsbp: ["Lambda.3"], "pci-dss-4": ["1.3.1"], "nist-800-53-r5": ["SC-7"] },
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"],
  choice:
    "Without a VPC nothing limits where a function can send data; with one it needs endpoints, which cost. Hence low, and " +
    "an option that says it is not wanted.",
  options: optionsOf({
    required: z.boolean().default(true).describe("Whether functions must be in a VPC."),
    outside: z
      .record(z.string(), z.string().min(10, "say in a sentence why they need no VPC"))
      .default({})
      .describe(
        "Functions that reach nothing private, by their names in the program (`*` stands for any run of characters), with the reason why they need no VPC.",
      ),
  }),
  fix: "set vpcConfig with subnets and a security group that limits egress",
  check({ resource, stack, options, expect, notApplicable }) {
    const waived = Object.keys(options.outside).some((pattern) => globMatches(pattern, resource.name));
    if (!options.required || waived) return notApplicable();
    const subnets = resource.get("vpcConfig", "subnetIds");
    const computed = stack.computedFrom(subnets, resource, "vpcConfig", SUBNET);
    expect(computed || subnets.notEmpty, subnets, "no network control limits where the function sends data");
  },
  compliant: only(FUNCTION, { vpcConfig: { subnetIds: ["a", "b"], securityGroupIds: ["group"] } }),
  violations: {
    "no VPC": wrong("vpcConfig", undefined, "vpcConfig.subnetIds"),
    "no subnets": wrong(["vpcConfig", "subnetIds"], [], "vpcConfig.subnetIds"),
  },
});
