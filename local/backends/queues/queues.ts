import type { Graph } from "../../graph/graph";
import { serveLoopback } from "../protocol";
import { sqsHandler } from "./protocols";
import { type Queues, type QueuesOptions, QueueStore } from "./queueStore";

/** Makes the queues of a graph and serves them on loopback. */
export async function createQueues(graph: Graph, options: QueuesOptions): Promise<Queues> {
  const store = new QueueStore(options);
  store.reload(graph);
  const served = await serveLoopback(sqsHandler(store, options));
  return store.servedAt(served);
}
