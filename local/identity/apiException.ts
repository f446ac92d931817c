import { sendJson } from "./exchange";
import type { Exchange } from "./exchange";

/** An exception of a JSON API of Cognito. */
export class ApiException extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export type Input = Readonly<Record<string, unknown>>;

const CONTENT_TYPE = { "Content-Type": "application/x-amz-json-1.1" };

/** Answers in the protocol AWS JSON 1.1, whose exceptions have status 400. */
export async function answerJson({ res }: Exchange, run: () => Promise<unknown>): Promise<void> {
  try {
    sendJson(res, 200, await run(), CONTENT_TYPE);
  } catch (error) {
    if (!(error instanceof ApiException)) throw error;
    const { name, message } = error;
    sendJson(res, 400, { __type: name, message }, { ...CONTENT_TYPE, "x-amzn-ErrorType": `${name}:` });
  }
}

export function parseInput(body: string): Input {
  try {
    return object(JSON.parse(body));
  } catch {
    throw new ApiException("SerializationException", "The request is not a JSON object");
  }
}

/** The value as an object; empty when it is none. */
export function object(value: unknown): Input {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Input) : {};
}
