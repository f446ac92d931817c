import type { ServerResponse } from "node:http";

type Ending = readonly [response: ServerResponse, body: string | Buffer | undefined];

let waiting: Ending[] = [];

/**
 * Ends a response whose head is written, at the end of this turn of the event loop: the answers of one turn leave one
 * behind the other. Only the first then finds its client asleep, and waking a client takes longer than all gates of a
 * request together.
 */
export function endTogether(response: ServerResponse, body?: string | Buffer): void {
  if (waiting.push([response, body]) === 1) setImmediate(endAll);
}

function endAll(): void {
  const endings = waiting;
  waiting = [];
  for (const [response, body] of endings) response.end(body);
}
