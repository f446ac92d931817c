import { createHash } from "node:crypto";

/** A message attribute in the JSON protocol's form; binary values are base64. */
export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with an own label after a dot. */
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A message in a queue. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader: string | undefined;
  readonly senderId: string;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  /** Order of arrival; 20 digits on the wire. */
  readonly sequence: number;
  /** Milliseconds since the epoch; also from when retention counts. */
  readonly sentAt: number;
  firstReceivedAt: number | undefined;
  receiveCount: number;
  /** Milliseconds since the epoch until which nobody receives it. */
  hiddenUntil: number;
  /** The latest handle; undefined before the first receive. */
  receiptHandle: string | undefined;
  /** ARN of the queue that it was moved from. */
  readonly deadLetterSource: string | undefined;
}

export const md5 = (data: string | Buffer): string => createHash("md5").update(data).digest("hex");

/** What SQS counts as size: body, attribute names, types and values. Source: SQS developer guide, "Message quotas". */
export function sizeOf(body: string, attributes: MessageAttributes): number {
  const parts = Object.entries(attributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) =>
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      (StringValue === undefined
        ? Buffer.byteLength(BinaryValue ?? "", "base64")
        : Buffer.byteLength(StringValue)),
  );
  return parts.reduce((sum, part) => sum + part, Buffer.byteLength(body));
}

/**
 * The digest that SDKs check: names in order, and of each the name, the type, a byte for the transport type and the
 * value, with lengths before them. Source: SQS developer guide, "Calculating the MD5 message digest for message attributes".
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort((a, b) => (a < b ? -1 : 1));
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { DataType, StringValue, BinaryValue } = attributes[name] as MessageAttribute;
    const binary = DataType.startsWith("Binary");
    const value = binary ? Buffer.from(BinaryValue ?? "", "base64") : Buffer.from(StringValue ?? "");
    return [
      sized(Buffer.from(name)),
      sized(Buffer.from(DataType)),
      Buffer.from([binary ? 2 : 1]),
      sized(value),
    ];
  });
  return md5(Buffer.concat(parts));
}

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
