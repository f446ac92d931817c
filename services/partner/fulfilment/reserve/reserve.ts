import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { OutOfStockError } from "../failures";
import { stockId } from "../input";
import type { Step } from "../stepHandler";

/**
 * Takes from the stock and notes for whom, in one write of one item: a second run finds its note and takes nothing.
 *
 * @throws OutOfStockError
 */
export const reserve: Step<void> = async ({ documents, tableName }, input) => {
  const { fulfilmentId, quantity, sku } = input.request;
  const item = { TableName: tableName, Key: { id: stockId(input) } };
  try {
    await documents.send(
      new UpdateCommand({
        ...item,
        UpdateExpression: "SET available = available - :quantity, reservations.#fulfilment = :quantity",
        ConditionExpression: "available >= :quantity AND attribute_not_exists(reservations.#fulfilment)",
        ExpressionAttributeNames: { "#fulfilment": fulfilmentId },
        ExpressionAttributeValues: { ":quantity": quantity },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { Item } = await documents.send(new GetCommand({ ...item, ConsistentRead: true }));
    const reservations = (Item?.reservations ?? {}) as Readonly<Record<string, number>>;
    if (reservations[fulfilmentId] === undefined) throw new OutOfStockError(sku);
  }
};
