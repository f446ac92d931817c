import {
  type Input,
  ServiceError,
  optionalInteger,
  optionalText,
  requiredList,
  requiredText,
} from "../protocol";
import { attributesOf } from "./attributes";
import type { QueueDeclaration } from "./declaration";
import { type MessageAttributes, md5, md5OfAttributes, sizeOf } from "./message";
import type { Outgoing, Queue } from "./queue";
import type { QueueStore } from "./queueStore";
import { received } from "./received";

type Operation = (store: QueueStore, input: Input) => object | Promise<object>;

const invalid = (message: string): ServiceError => new ServiceError("InvalidParameterValue", message);
const missing = (parameter: string): ServiceError =>
  new ServiceError("MissingParameter", `The request must contain the parameter ${parameter}.`);
const text = (input: Input, member: string): string => {
  if (typeof input[member] !== "string" || input[member] === "") throw missing(member);
  return requiredText(input, member);
};

/** What XML 1.0 allows in a body. Source: SendMessage in the SQS API reference. */
const ALLOWED_BODY = /^[\u{9}\u{A}\u{D}\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

/** The SQS API. Source: the SQS API reference; errors in the words of the service. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  SendMessage: (store, input) => sendOne(queueOf(store, input), input),
  SendMessageBatch: (store, input) => {
    const queue = queueOf(store, input);
    const entries = batchEntries(input);
    const bytes = entries.reduce(
      (sum, entry) => sum + sizeOf(String(entry.MessageBody ?? ""), attributesIn(entry)),
      0,
    );
    const most = Math.max(queue.declaration.maximumMessageBytes, 262_144);
    if (bytes > most)
      throw new ServiceError(
        "BatchRequestTooLong",
        `Batch requests cannot be longer than ${most} bytes. You have sent ${bytes} bytes.`,
      );
    return each(entries, (entry) => sendOne(queue, entry));
  },
  ReceiveMessage: async (store, input) => {
    const { queue, receivers } = store.find(text(input, "QueueUrl"));
    const most = optionalInteger(input, "MaxNumberOfMessages", [1, 10], invalid) ?? 1;
    const visibility = optionalInteger(input, "VisibilityTimeout", [0, 43_200], invalid);
    const wait = optionalInteger(input, "WaitTimeSeconds", [0, 20], invalid);
    const messages = await receivers.receive(most, visibility, wait ?? queue.declaration.receiveWaitSeconds);
    return messages.length === 0 ? {} : { Messages: messages.map((message) => received(message, input)) };
  },
  DeleteMessage: (store, input) => {
    queueOf(store, input).delete(text(input, "ReceiptHandle"));
    return {};
  },
  DeleteMessageBatch: (store, input) => {
    const queue = queueOf(store, input);
    return each(batchEntries(input), (entry) => {
      queue.delete(text(entry, "ReceiptHandle"));
      return {};
    });
  },
  ChangeMessageVisibility: (store, input) => {
    changeVisibility(queueOf(store, input), input);
    return {};
  },
  ChangeMessageVisibilityBatch: (store, input) => {
    const queue = queueOf(store, input);
    return each(batchEntries(input), (entry) => {
      changeVisibility(queue, entry);
      return {};
    });
  },
  GetQueueUrl: (store, input) => ({
    QueueUrl: store.urlOf(store.find(text(input, "QueueName")).queue.declaration),
  }),
  GetQueueAttributes: (store, input) => {
    const wanted = Array.isArray(input.AttributeNames) ? (input.AttributeNames as unknown[]) : [];
    const all = Object.entries(attributesOf(queueOf(store, input)));
    const Attributes = Object.fromEntries(
      all.filter(([name]) => wanted.includes("All") || wanted.includes(name)),
    );
    return Object.keys(Attributes).length === 0 ? {} : { Attributes };
  },
  ListQueues: (store, input) => {
    const prefix = optionalText(input, "QueueNamePrefix", invalid) ?? "";
    const found = store.declarations.filter(({ name }) => name.startsWith(prefix));
    return found.length === 0 ? {} : { QueueUrls: found.map((declaration) => store.urlOf(declaration)) };
  },
  ListDeadLetterSourceQueues: (store, input) => {
    const { arn } = queueOf(store, input).declaration;
    const sources = store.declarations.filter(({ redrive }) => redrive?.deadLetterTargetArn === arn);
    return { queueUrls: sources.map((declaration) => store.urlOf(declaration)) };
  },
  PurgeQueue: (store, input) => {
    queueOf(store, input).purge();
    return {};
  },
  ListQueueTags: () => ({}),
};

/** Runs an operation of the SQS API. @throws ServiceError */
export function runSqs(store: QueueStore, operation: string, input: Input): object | Promise<object> {
  const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (!run)
    throw new ServiceError(
      "InvalidAction",
      `The action ${operation} is not valid for this endpoint, or is not rehearsed.`,
    );
  return run(store, input);
}

const queueOf = (store: QueueStore, input: Input): Queue => store.find(text(input, "QueueUrl")).queue;

function sendOne(queue: Queue, input: Input): object {
  const attributes = attributesIn(input);
  const message = outgoing(queue.declaration, input, attributes);
  const { id, sequence } = queue.send(message);
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: id,
    MD5OfMessageBody: md5(message.body),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest }),
    ...(sequence !== undefined && { SequenceNumber: String(sequence).padStart(20, "0") }),
  };
}

/** Checks what a sender gives against the queue. */
function outgoing(queue: QueueDeclaration, input: Input, attributes: MessageAttributes): Outgoing {
  const body = text(input, "MessageBody");
  if (!ALLOWED_BODY.test(body))
    throw new ServiceError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  const limit = queue.maximumMessageBytes;
  if (sizeOf(body, attributes) > limit)
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
  const delaySeconds = optionalInteger(input, "DelaySeconds", [0, 900], () =>
    invalid(
      `Value ${String(input.DelaySeconds)} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    ),
  );
  const groupId = optionalText(input, "MessageGroupId", invalid);
  const deduplicationId = optionalText(input, "MessageDeduplicationId", invalid);
  const system = (input.MessageSystemAttributes ?? {}) as { AWSTraceHeader?: { StringValue?: unknown } };
  const traceHeader = system.AWSTraceHeader?.StringValue;
  if (queue.fifo) {
    if (groupId === undefined) throw missing("MessageGroupId");
    if (deduplicationId === undefined && !queue.contentBasedDeduplication)
      throw invalid(
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
      );
    if (delaySeconds) throw notForThisType(delaySeconds, "DelaySeconds");
  } else if (deduplicationId !== undefined) {
    throw notForThisType(deduplicationId, "MessageDeduplicationId");
  }
  return {
    body,
    attributes,
    ...(delaySeconds !== undefined && { delaySeconds }),
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
    ...(typeof traceHeader === "string" && { traceHeader }),
  };
}

const notForThisType = (value: string | number, parameter: string): ServiceError =>
  invalid(
    `Value ${value} for parameter ${parameter} is invalid. Reason: The request include parameter that is not valid for this queue type`,
  );

function attributesIn(input: Input): MessageAttributes {
  const attributes = (input.MessageAttributes ?? {}) as MessageAttributes;
  const entries = Object.entries(attributes);
  if (entries.length > 10)
    throw invalid(`Number of message attributes [${entries.length}] exceeds the allowed maximum [10].`);
  for (const [name, attribute] of entries) {
    const { DataType, StringValue, BinaryValue } = (attribute ?? {}) as Partial<typeof attribute>;
    if (typeof DataType !== "string" || !/^(String|Number|Binary)(\.|$)/.test(DataType))
      throw invalid(
        `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
      );
    if (typeof (DataType.startsWith("Binary") ? BinaryValue : StringValue) !== "string")
      throw invalid(
        `The message attribute '${name}' with type '${DataType}' must use field '${DataType.startsWith("Binary") ? "Binary" : "String"}'.`,
      );
    if (DataType.startsWith("Number") && (StringValue?.trim() === "" || Number.isNaN(Number(StringValue))))
      throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
  return attributes;
}

function changeVisibility(queue: Queue, input: Input): void {
  const seconds = optionalInteger(input, "VisibilityTimeout", [0, 43_200], () =>
    invalid(
      `Value ${String(input.VisibilityTimeout)} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`,
    ),
  );
  if (seconds === undefined) throw missing("VisibilityTimeout");
  queue.changeVisibility(text(input, "ReceiptHandle"), seconds);
}

function batchEntries(input: Input): readonly Input[] {
  const entries = Array.isArray(input.Entries) ? requiredList(input, "Entries", invalid) : [];
  if (entries.length === 0)
    throw new ServiceError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (entries.length > 10)
    throw new ServiceError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  const ids = entries.map((entry) => entry.Id);
  for (const [index, id] of ids.entries()) {
    if (typeof id !== "string" || !/^[\w-]{1,80}$/.test(id))
      throw new ServiceError(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    if (ids.indexOf(id) !== index) throw new ServiceError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);
  }
  return entries;
}

/** Runs each entry for itself: some may fail. */
function each(entries: readonly Input[], run: (entry: Input) => object): object {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries)
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.exception, Message: error.message, SenderFault: true });
    }
  return { Successful, ...(Failed.length > 0 && { Failed }) };
}
