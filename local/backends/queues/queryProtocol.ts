import { type Input, type Run, ServiceError, type ServiceAnswer, type ServiceHandler } from "../protocol";
import { readForm } from "./queryInput";

const NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

/** Codes that differ from the exceptions' names in the JSON protocol. Source: the SQS model, `awsQueryError`. */
const CODES: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
};

/** The code that the query protocol has for an error. */
export const queryErrorCode = ({ exception }: ServiceError): string => CODES[exception] ?? exception;

/**
 * The AWS query protocol: a form in, XML out, or JSON for those that accept it, as API Gateway does.
 * Source: smithy.io, "AWS query protocol"; the JSON form is what API Gateway's SQS integrations answer.
 */
export function queryProtocol({
  newId,
  run,
}: {
  readonly newId: () => string;
  readonly run: Run;
}): ServiceHandler {
  return async (request) => {
    const RequestId = newId();
    const asJson = (request.headers.accept ?? "").includes("application/json");
    try {
      const form = new URLSearchParams(request.query);
      for (const [name, value] of new URLSearchParams(request.body.toString())) form.append(name, value);
      const action = form.get("Action");
      if (action === null || action === "")
        throw new ServiceError("MissingAction", "The request must contain the parameter Action.");
      const result = await run(action, readForm(form, request.path));
      return answer(action, RequestId, result, asJson);
    } catch (caught) {
      return failure(caught, RequestId, asJson);
    }
  };
}

function answer(action: string, RequestId: string, result: object, asJson: boolean): ServiceAnswer {
  const ResponseMetadata = { RequestId };
  const members = Object.entries(result);
  const named = members.length === 0 ? undefined : toQueryResult(result as Input);
  if (asJson) {
    const content = {
      ResponseMetadata,
      ...(named !== undefined && { [`${action}Result`]: jsonResult(action, named) }),
    };
    return reply(200, "application/json", RequestId, JSON.stringify({ [`${action}Response`]: content }));
  }
  const content = { ...(named !== undefined && { [`${action}Result`]: named }), ResponseMetadata };
  const text = `<?xml version="1.0"?><${action}Response xmlns="${NAMESPACE}">${xml(content)}</${action}Response>`;
  return reply(200, "text/xml", RequestId, text);
}

/** The JSON form names what is absent. */
const jsonResult = (action: string, result: object): object =>
  action === "SendMessage"
    ? {
        MD5OfMessageAttributes: null,
        MD5OfMessageBody: null,
        MD5OfMessageSystemAttributes: null,
        MessageId: null,
        SequenceNumber: null,
        ...result,
      }
    : result;

function failure(caught: unknown, RequestId: string, asJson: boolean): ServiceAnswer {
  const error =
    caught instanceof ServiceError ? caught : new ServiceError("InternalFailure", String(caught), 500);
  const Type = error.statusCode < 500 ? "Sender" : "Receiver";
  const Error = { Type, Code: queryErrorCode(error), Message: error.message };
  return asJson
    ? reply(error.statusCode, "application/json", RequestId, JSON.stringify({ Error, RequestId }))
    : reply(
        error.statusCode,
        "text/xml",
        RequestId,
        `<?xml version="1.0"?><ErrorResponse xmlns="${NAMESPACE}">${xml({ Error, RequestId })}</ErrorResponse>`,
      );
}

const reply = (statusCode: number, type: string, requestId: string, body: string): ServiceAnswer => ({
  statusCode,
  headers: { "content-type": type, "x-amzn-requestid": requestId },
  body,
});

/** Lists and maps have other names in the query protocol. Source: the SQS model, `xmlName` and `xmlFlattened`. */
function toQueryResult({
  Messages,
  Successful,
  Failed,
  Attributes,
  QueueUrls,
  queueUrls,
  ...rest
}: Input): Input {
  const batchEntry = Array.isArray(Successful)
    ? (Successful as Input[]).some(({ MessageId }) => MessageId !== undefined)
    : false;
  return {
    ...rest,
    ...(Array.isArray(Messages) && { Message: (Messages as Input[]).map(toQueryMessage) }),
    ...(Array.isArray(Successful) && {
      [batchEntry ? "SendMessageBatchResultEntry" : "BatchResultEntry"]: Successful as Input[],
    }),
    ...(Failed !== undefined && { BatchResultErrorEntry: Failed }),
    ...(Attributes !== undefined && { Attribute: entries(Attributes) }),
    ...((QueueUrls ?? queueUrls) !== undefined && { QueueUrl: QueueUrls ?? queueUrls }),
  };
}

const toQueryMessage = ({ Attributes, MessageAttributes, ...rest }: Input): Input => ({
  ...rest,
  ...(Attributes !== undefined && { Attribute: entries(Attributes) }),
  ...(MessageAttributes !== undefined && { MessageAttribute: entries(MessageAttributes) }),
});

const entries = (map: unknown): Input[] =>
  Object.entries(map as Input).map(([Name, Value]) => ({ Name, Value }));

function xml(value: unknown): string {
  if (value === null || typeof value !== "object") return escape(String(value));
  return Object.entries(value)
    .flatMap(([name, member]) =>
      (Array.isArray(member) ? (member as unknown[]) : [member]).map(
        (item) => `<${name}>${xml(item)}</${name}>`,
      ),
    )
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
};
const escape = (text: string): string => text.replace(/[&<>"\r]/g, (found) => ENTITIES[found] ?? found);
