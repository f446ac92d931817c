import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The answer to the request before it on the same connection. */
  readonly before: ServerResponse | undefined;
}

/**
 * The answers that connections wait for. A client may send its next request, or nonsense, before it has them, and gets
 * them in the order of its requests (RFC 9112, section 9.3.2).
 */
export class PendingAnswers {
  private readonly latest = new WeakMap<Duplex, Exchange>();

  /** Notes a request whose answer is due. */
  note(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    this.latest.set(socket, { request, response, before: this.latest.get(socket)?.response });
  }

  /** Calls `then` when all whole requests of a connection have been answered; at once where they have. */
  afterThem(socket: Duplex, then: () => void): void {
    const latest = this.latest.get(socket);
    // Only the latest can be a request that broke off: what is said next is said to it.
    const last = latest?.request.complete ? latest.response : latest?.before;
    if (last === undefined || last.closed) then();
    else last.once("close", then);
  }
}
