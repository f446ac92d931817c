import type { Input } from "../protocol";
import { type Message, type MessageAttributes, md5, md5OfAttributes } from "./message";

/** A message's system attributes, as ReceiveMessage and the event of a mapped function have them. */
export function systemAttributes(message: Message): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.deduplicationId !== undefined && { MessageDeduplicationId: message.deduplicationId }),
    ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
    ...(message.deduplicationId !== undefined && {
      SequenceNumber: String(message.sequence).padStart(20, "0"),
    }),
    ...(message.traceHeader !== undefined && { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSource !== undefined && { DeadLetterQueueSourceArn: message.deadLetterSource }),
  };
}

/** A message as ReceiveMessage answers it, with the attributes that were asked for. */
export function received(message: Message, input: Input): object {
  const names = (member: string): unknown[] =>
    Array.isArray(input[member]) ? (input[member] as unknown[]) : [];
  const system = [...names("AttributeNames"), ...names("MessageSystemAttributeNames")];
  const Attributes = pick(
    systemAttributes(message),
    (name) => system.includes("All") || system.includes(name),
  );
  const MessageAttributes: MessageAttributes = pick(message.attributes, (name) =>
    names("MessageAttributeNames").some((wanted) => matches(name, String(wanted))),
  );
  const digest = md5OfAttributes(MessageAttributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(Attributes).length > 0 && { Attributes }),
    ...(digest !== undefined && { MessageAttributes, MD5OfMessageAttributes: digest }),
  };
}

/** `All`, a name, or a prefix that ends in `.*`. */
const matches = (name: string, wanted: string): boolean =>
  wanted === "All" ||
  wanted === ".*" ||
  wanted === name ||
  (wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -2)));

const pick = <T>(values: Readonly<Record<string, T>>, keep: (name: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => keep(name)));
