import type { ServiceAnswer, ServiceHandler, ServiceRequest } from "./serveLoopback";
import { ServiceError } from "./serviceError";

export type Input = Readonly<Record<string, unknown>>;
/** Runs an operation of a service; throws {@link ServiceError} for an error answer. */
export type Run = (operation: string, input: Input) => Promise<object> | object;

export interface JsonProtocol {
  /** What stands before the dot of `X-Amz-Target`, such as `Kinesis_20131202`. */
  readonly target: string;
  readonly version: "1.0" | "1.1";
  /** Goes before the exception's name in `__type`, such as `com.amazonaws.sqs#`. @default nothing */
  readonly namespace?: string;
  /** The member that holds an error's text. @default "message" */
  readonly messageMember?: "message" | "Message";
  /** The header `x-amzn-query-error` of services that once spoke the query protocol. */
  readonly queryError?: (error: ServiceError) => string;
  readonly newId: () => string;
  readonly run: Run;
}

/** The AWS JSON protocol. Source: smithy.io, "AWS JSON 1.0 protocol", "AWS JSON 1.1 protocol". */
export function jsonProtocol(protocol: JsonProtocol): ServiceHandler {
  return async (request) => {
    const requestId = protocol.newId();
    try {
      const operation = operationOf(request, protocol.target);
      return reply(protocol, requestId, 200, await protocol.run(operation, parse(request.body)));
    } catch (error) {
      return refuse(protocol, requestId, error);
    }
  };
}

/** True when the request names an operation by `X-Amz-Target`. */
export const hasTarget = ({ headers }: ServiceRequest): boolean => headers["x-amz-target"] !== undefined;

function operationOf({ method, headers }: ServiceRequest, target: string): string {
  const [prefix, operation] = (headers["x-amz-target"] ?? "").split(".");
  if (method !== "POST" || prefix !== target || !operation)
    throw new ServiceError("UnknownOperationException", "");
  return operation;
}

function parse(body: Buffer): Input {
  let input: unknown;
  try {
    input = body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw new ServiceError("SerializationException", "The request is not JSON");
  }
  if (input === null || typeof input !== "object" || Array.isArray(input))
    throw new ServiceError("SerializationException", "The request is not a JSON object");
  return input as Input;
}

function refuse(protocol: JsonProtocol, requestId: string, caught: unknown): ServiceAnswer {
  const error =
    caught instanceof ServiceError
      ? caught
      : new ServiceError("InternalFailure", caught instanceof Error ? caught.message : String(caught), 500);
  const body = {
    __type: `${protocol.namespace ?? ""}${error.exception}`,
    ...(error.message !== "" && { [protocol.messageMember ?? "message"]: error.message }),
    ...error.more,
  };
  const query = protocol.queryError?.(error);
  return reply(protocol, requestId, error.statusCode, body, {
    "x-amzn-errortype": error.exception,
    ...(query !== undefined && { "x-amzn-query-error": query }),
  });
}

function reply(
  { version }: JsonProtocol,
  requestId: string,
  statusCode: number,
  body: object,
  more: Record<string, string> = {},
): ServiceAnswer {
  const headers = { "content-type": `application/x-amz-json-${version}`, "x-amzn-requestid": requestId };
  return { statusCode, headers: { ...headers, ...more }, body: JSON.stringify(body) };
}
