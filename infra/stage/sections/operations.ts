import { z } from "zod";
import { row } from "../default";

/** What `gatehouse:stage.operations` may leave out. */
export const defaults = {
  ownsInspector: row(
    false,
    "one per account and Region, paid per function and month: the stack that owns it says so",
  ),
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
    ownsInspector: z
      .boolean()
      .default(defaults.ownsInspector.value)
      .describe(
        "Whether this stack has Amazon Inspector scan the packages and the code of all Lambda functions of the account and Region. It stays on when the stack goes.",
      ),
    monthlyBudgetUsd: z
      .number()
      .positive()
      .optional()
      .describe(
        "What the stage may cost in a month, in US dollars. alarms.emails hear of 80 %, and of a forecast above it.",
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
