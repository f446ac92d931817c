import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { ChargeDeclinedError } from "../failures";
import { recordId } from "../input";
import type { Step } from "../stepHandler";

/** What a partner may be charged at once, in cents. A payment service of one's own would decide here. */
const creditLimitCents = 1_000_000;

/**
 * Notes the charge. A second run finds its note.
 *
 * @throws ChargeDeclinedError
 */
export const charge: Step<void> = async ({ documents, tableName, now }, input) => {
  const { amount } = input.request;
  if (amount > creditLimitCents) throw new ChargeDeclinedError(amount);
  try {
    await documents.send(
      new PutCommand({
        TableName: tableName,
        Item: { id: recordId("charge", input), amount, state: "charged", chargedAt: now() },
        ConditionExpression: "attribute_not_exists(id)",
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
