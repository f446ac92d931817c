import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { stockId } from "../input";
import type { Step } from "../stepHandler";

/** Gives back what was reserved. Nothing reserved, or given back already: nothing happens. */
export const release: Step<void> = async ({ documents, tableName }, input) => {
  const { fulfilmentId, quantity } = input.request;
  try {
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { id: stockId(input) },
        UpdateExpression: "SET available = available + :quantity REMOVE reservations.#fulfilment",
        ConditionExpression: "reservations.#fulfilment = :quantity",
        ExpressionAttributeNames: { "#fulfilment": fulfilmentId },
        ExpressionAttributeValues: { ":quantity": quantity },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
