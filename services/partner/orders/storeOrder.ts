import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSRecord } from "aws-lambda";
import type { Order } from "../api";
import type { PartnerService } from "../environment";
import { checkedAs, checkedPartner, parseMessage } from "../message";

/**
 * Keeps the order of one message. SQS delivers at least once, and a partner may repeat itself: the first order of this
 * id stands, and every further one changes nothing.
 *
 * @throws MalformedMessageError
 */
export async function storeOrder(
  { documents, tableName, now }: Pick<PartnerService, "documents" | "tableName" | "now">,
  record: SQSRecord,
): Promise<"stored" | "known"> {
  const order = checkedAs<Order>(parseMessage(record.body), "Order");
  const partner = checkedPartner(record.messageAttributes.partner?.stringValue);
  try {
    await documents.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...order, id: `order#${partner}#${order.orderId}`, partner, receivedAt: now() },
        ConditionExpression: "attribute_not_exists(id)",
      }),
    );
    return "stored";
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return "known";
    throw error;
  }
}
