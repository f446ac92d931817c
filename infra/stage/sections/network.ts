import { z } from "zod";
import { row } from "../default";
import { isVpcCidr, whole } from "./values";

/**
 * AWS services that an interface endpoint may lead to, by the last part of the endpoint service's name
 * (`com.amazonaws.<region>.<name>`, PrivateLink guide, "AWS services that integrate with AWS PrivateLink").
 */
const endpointServices = [
  "execute-api",
  "sqs",
  "kinesis-streams",
  "states",
  "sync-states",
  "secretsmanager",
  "kms",
  "logs",
  "monitoring",
  "xray",
  "events",
  "lambda",
  "sns",
  "ssm",
  "sts",
] as const;

/** What `gatehouse:stage.network` may leave out. */
export const defaults = {
  cidrBlock: row("10.20.0.0/16", "RFC 1918; largest VPC that EC2 allows"),
  availabilityZones: row(2, "Security Hub Lambda.5: functions in at least two zones"),
  natGateways: row(
    "none",
    "a NAT gateway costs about 35 USD a month, and no function of this slice calls out",
  ),
  endpointAccess: row("functions", "least: who calls private APIs from elsewhere in the VPC says callers"),
  s3GatewayEndpoint: row(false, "free, but nothing in the VPC reads S3 yet"),
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
    interfaceEndpoints: z
      .array(z.enum(endpointServices))
      .default([])
      .describe(
        "AWS services that are reached inside the VPC. Each costs by the hour and zone. execute-api is the way to private APIs; with it, hosts of public APIs resolve to the endpoint too.",
      ),
    endpointAccess: z
      .enum(["functions", "callers", "vpc"])
      .default(defaults.endpointAccess.value)
      .describe(
        "Who reaches the interface endpoints: the platform's functions; besides them what is in the security group `<project>-<stage>-endpoint-callers`, which is made for that; or every address of the VPC.",
      ),
    s3GatewayEndpoint: z
      .boolean()
      .default(defaults.s3GatewayEndpoint.value)
      .describe("Whether S3 is reached inside the VPC, for buckets of this account."),
    endpointService: z
      .strictObject({
        allowedAccountIds: z
          .array(z.string().regex(/^[0-9]{12}$/, "an account id of 12 digits, in quotes"))
          .min(1)
          .describe("Accounts that may ask for an endpoint."),
        acceptanceRequired: z
          .boolean()
          .default(true)
          .describe("Whether somebody here accepts each endpoint by hand."),
      })
      .optional()
      .describe(
        "PrivateLink service by which VPCs of other accounts reach this VPC's execute-api endpoint. Needs execute-api among the interface endpoints; its load balancer is paid by the hour.",
      ),
  })
  .describe("VPC that the functions run in.");
