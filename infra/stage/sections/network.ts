import { z } from "zod";
import { row } from "../default";
import { isVpcCidr, whole } from "./values";

/** What `gatehouse:stage.network` may leave out. */
export const defaults = {
  cidrBlock: row("10.20.0.0/16", "RFC 1918; largest VPC that EC2 allows"),
  availabilityZones: row(2, "Security Hub Lambda.5: functions in at least two zones"),
  natGateways: row(
    "none",
    "a NAT gateway costs about 35 USD a month, and no function of this slice calls out",
  ),
} as const;

/** `gatehouse:stage.network` */
export const schema = z
  .strictObject({
    cidrBlock: z
      .string()
      .refine(isVpcCidr, "an IPv4 network between /16 and /24 with its host bits zero, such as 10.20.0.0/16")
      .default(defaults.cidrBlock.value)
      .describe("Address range of the VPC. Stages that will be peered must not overlap."),
    availabilityZones: whole(2, 6)
      .default(defaults.availabilityZones.value)
      .describe("How many Availability Zones the subnets span."),
    natGateways: z
      .enum(["none", "single", "onePerAz"])
      .default(defaults.natGateways.value)
      .describe(
        "Way out of the VPC. none: isolated subnets only; functions reach DynamoDB and nothing else.",
      ),
  })
  .describe("VPC that the functions run in.");
