import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { recordId } from "../input";
import type { Step } from "../stepHandler";

/** Takes the charge back. Nothing charged, or taken back already: nothing happens. */
export const refund: Step<void> = async ({ documents, tableName, now }, input) => {
  try {
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { id: recordId("charge", input) },
        UpdateExpression: "SET #state = :refunded, refundedAt = :now",
        ConditionExpression: "#state = :charged",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":refunded": "refunded", ":charged": "charged", ":now": now() },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
