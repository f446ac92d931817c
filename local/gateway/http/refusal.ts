import type { Answer, AnswerHeader } from "../answer";
import type { HttpContext } from "./context";

/**
 * What an HTTP API says when a gate refuses; there are no gateway responses to change it. Texts as AWS sends them
 * (apigateway/latest/developerguide/http-api-troubleshooting-lambda.html and …-jwt.html).
 */
const MESSAGES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
  504: "Gateway Timeout",
} as const;

/** A status that the gateway itself answers. */
export type RefusalStatus = keyof typeof MESSAGES;

const JSON_HEADER: AnswerHeader = ["content-type", "application/json"];

/** The gateway's own answer: `{"message":"…"}`. */
export function refuse(
  context: HttpContext,
  status: RefusalStatus,
  responseType: string,
  headers: readonly AnswerHeader[] = [],
): Answer {
  context.error = { message: MESSAGES[status], responseType };
  return refusal(status, headers);
}

/** The same before there is a request context. */
export const refusal = (status: RefusalStatus, headers: readonly AnswerHeader[] = []): Answer => ({
  status,
  headers: [JSON_HEADER, ...headers],
  body: `{"message":"${MESSAGES[status]}"}`,
});

/**
 * Stands where the program declares something that the rehearsal does not execute. It answers 501, a status that API
 * Gateway itself never gives.
 */
export const notRehearsed =
  (gate: string, what: string) =>
  (context: HttpContext): Answer => {
    context.note(gate, "not-executed", what);
    return {
      status: 501,
      headers: [JSON_HEADER],
      body: JSON.stringify({ message: `The rehearsal does not execute ${what}.` }),
    };
  };
