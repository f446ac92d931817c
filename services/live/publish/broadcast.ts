import type { Connections } from "../connections";

/** Frames under way at the same time: API Gateway takes some hundred per second of one account. */
const AT_ONCE = 25;

/** What became of a broadcast. */
export interface Broadcast {
  readonly delivered: number;
  /** Connections that were no more; the table has forgotten them. */
  readonly gone: number;
  /** Connections that did not get it, after the SDK's own retries. */
  readonly failed: number;
}

/** Sends one frame. @throws an error named GoneException when the connection is no more */
export type SendFrame = (connectionId: string, text: string) => Promise<void>;

/**
 * Sends a text to everybody who listens to a topic. One that fails holds nobody else up. A few thousand listeners are
 * what one invocation has time for; beyond that a stream in between has to share the work.
 */
export async function broadcast(
  topic: string,
  text: string,
  connections: Pick<Connections, "listeners" | "remove">,
  send: SendFrame,
  report: (error: Error, connectionId: string) => void,
): Promise<Broadcast> {
  const result = { delivered: 0, gone: 0, failed: 0 };
  const one = async (connectionId: string): Promise<void> => {
    try {
      await send(connectionId, text);
      result.delivered += 1;
    } catch (error) {
      if (error instanceof Error && error.name === "GoneException") {
        result.gone += 1;
        await connections.remove(connectionId);
        return;
      }
      result.failed += 1;
      report(error instanceof Error ? error : new Error(String(error)), connectionId);
    }
  };
  for await (const page of connections.listeners(topic)) {
    for (let start = 0; start < page.length; start += AT_ONCE) {
      await Promise.all(page.slice(start, start + AT_ONCE).map(one));
    }
  }
  return result;
}
