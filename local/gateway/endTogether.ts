import type { ServerResponse } from "node:http";

type Ending = readonly [response: ServerResponse, body: string | Buffer | undefined];

/** Answers that leave together. More would keep clients waiting for the last while they could work on the first. */
const MOST = 8;

let waiting: Ending[] = [];

/**
 * Ends a response whose head is written, at the end of this turn of the event loop at the latest: the answers of one turn
 * leave one behind the other. Only the first of them finds its client asleep, and waking a client takes longer than all
 * gates of a request together.
 */
export function endTogether(response: ServerResponse, body?: string | Buffer): void {
  const count = waiting.push([response, body]);
  if (count === 1) setImmediate(endAll);
  else if (count === MOST) endAll();
}

function endAll(): void {
  const endings = waiting;
  waiting = [];
  for (const [response, body] of endings) response.end(body);
}
