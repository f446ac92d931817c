import type { ServerResponse } from "node:http";

import { endTogether } from "./endTogether";

/** Name and value; repeated names are separate entries. */
export type AnswerHeader = readonly [name: string, value: string];

/** What a gate or an integration answers. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly AnswerHeader[];
  readonly body: string | Buffer;
}

export const JSON_TYPE: AnswerHeader = ["Content-Type", "application/json"];

/** Length of a body in bytes. */
export const bodyLength = (body: string | Buffer): number => Buffer.byteLength(body);

/**
 * Writes an answer with the headers that every REST API answer carries. Throws, with nothing sent, when a header
 * cannot be sent over HTTP; the caller then answers 500.
 */
export function send(
  response: ServerResponse,
  answer: Answer,
  own: readonly AnswerHeader[],
  head: boolean,
): void {
  const flat: string[] = [];
  for (const [name, value] of own) flat.push(name, value);
  for (const [name, value] of answer.headers) flat.push(name, value);
  const empty = answer.status === 204 || answer.status === 304;
  if (!empty) flat.push("Content-Length", String(bodyLength(answer.body)));
  response.writeHead(answer.status, flat);
  endTogether(response, empty || head ? undefined : answer.body);
}
