import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { recordId, stockId } from "../input";
import type { Step } from "../stepHandler";

/** Notes the shipment, and takes the reservation off the stock. Both writes may be repeated. */
export const ship: Step<{ readonly shipmentId: string }> = async ({ documents, tableName, now }, input) => {
  const shipmentId = recordId("shipment", input);
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { id: shipmentId },
      UpdateExpression: "SET shippedAt = if_not_exists(shippedAt, :now), sku = :sku, quantity = :quantity",
      ExpressionAttributeValues: {
        ":now": now(),
        ":sku": input.request.sku,
        ":quantity": input.request.quantity,
      },
    }),
  );
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { id: stockId(input) },
      UpdateExpression: "REMOVE reservations.#fulfilment",
      ExpressionAttributeNames: { "#fulfilment": input.request.fulfilmentId },
    }),
  );
  return { shipmentId };
};
