import type { APIGatewayProxyResult } from "aws-lambda";
import { violations } from "../shared/schema";
import contract from "./contract.json";

type ModelName = keyof typeof contract.models;

/** What a client sends for a topic. */
interface TopicMessage {
  readonly topic: string;
  /** Of `subscribe`: stop listening. */
  readonly end?: boolean;
  /** Of `publish`. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * A client's message, checked against its model; undefined when it breaks it. API Gateway has checked before; a function
 * does not rest on its caller for that.
 */
export function readMessage(body: string | undefined | null, model: ModelName): TopicMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body ?? "");
  } catch {
    return undefined;
  }
  return violations(value, contract.models[model], {}).length === 0 ? (value as TopicMessage) : undefined;
}

/** What goes back to the client that sent the message: a frame of JSON. */
export const frame = (
  statusCode: number,
  message: Readonly<Record<string, unknown>>,
): APIGatewayProxyResult => ({
  statusCode,
  body: JSON.stringify(message),
});

/** A refusal, with the request's id for support. */
export const refusal = (statusCode: number, requestId: string, message: string): APIGatewayProxyResult =>
  frame(statusCode, { type: "error", message, requestId });
