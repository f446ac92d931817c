import { z } from "zod";
import { row } from "../default";

/** What `gatehouse:stage.operations` may leave out. */
export const defaults = {
  ownsApiGatewayLogRole: row(false, "one per account and Region: the stack that owns it says so"),
} as const;

/** `gatehouse:stage.operations` */
export const schema = z
  .strictObject({
    ownsApiGatewayLogRole: z
      .boolean()
      .default(defaults.ownsApiGatewayLogRole.value)
      .describe(
        "Whether this stack sets the role by which API Gateway writes logs. There is one per account and Region: exactly one stack owns it, and it stays when the stack goes.",
      ),
    permissionsBoundaryArn: z
      .string()
      .regex(/^arn:[a-z-]+:iam::\d{12}:policy\/.+$/, "the ARN of an IAM policy")
      .optional()
      .describe(
        "Policy that limits every role of the stage, whatever the role's own policies say. bootstrap/ makes one.",
      ),
  })
  .describe("Account-wide settings.");
