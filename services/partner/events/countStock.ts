import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { KinesisStreamRecord } from "aws-lambda";
import type { StockEvent } from "../api";
import type { PartnerService } from "../environment";
import { checkedAs, checkedPartner, MalformedMessageError, parseMessage } from "../message";
import { occurrence } from "./occurrence";

/** What the mapping template puts into the stream. */
interface Envelope {
  readonly partner: string;
  readonly event: StockEvent;
}

/**
 * Sets a partner's stock to what was counted. A count that is older than the last one known changes nothing, so that
 * records may come twice and out of order.
 *
 * @throws MalformedMessageError
 */
export async function countStock(
  { documents, tableName }: Pick<PartnerService, "documents" | "tableName">,
  record: KinesisStreamRecord,
): Promise<"counted" | "older"> {
  const { data, approximateArrivalTimestamp } = record.kinesis;
  const { partner, event } = envelope(Buffer.from(data, "base64").toString("utf8"));
  const countedAt = occurrence(event.occurredAt, approximateArrivalTimestamp);
  try {
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { id: `stock#${partner}#${event.sku}` },
        UpdateExpression:
          "SET available = :quantity, countedAt = :countedAt, reservations = if_not_exists(reservations, :none)",
        ConditionExpression: "attribute_not_exists(countedAt) OR countedAt < :countedAt",
        ExpressionAttributeValues: {
          ":quantity": event.quantity,
          ":countedAt": countedAt,
          ":none": {},
        },
      }),
    );
    return "counted";
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return "older";
    throw error;
  }
}

function envelope(text: string): Envelope {
  const value = parseMessage(text);
  if (typeof value !== "object" || value === null) throw new MalformedMessageError("not an object");
  const { partner, event } = value as Partial<Record<keyof Envelope, unknown>>;
  return { partner: checkedPartner(partner), event: checkedAs<StockEvent>(event, "Event") };
}
