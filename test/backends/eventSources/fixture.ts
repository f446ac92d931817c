import assert from "node:assert/strict";
import { type EventSources, createEventSources } from "../../../local/backends/eventSources";
import type { FunctionResult } from "../../../local/backends/functions";
import { type Queues, createQueues } from "../../../local/backends/queues";
import { type Streams, createStreams } from "../../../local/backends/streams";
import type { GraphResource } from "../../../local/graph/graph";
import { arnOf, graphOf, queueArn, resource } from "../graphs";
import { ManualScheduler, countedIds } from "../manualScheduler";

/** A mapping of a source to the function `consumer`. */
export const mapping = (eventSourceArn: string, inputs: Record<string, unknown> = {}): GraphResource =>
  resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
    eventSourceArn,
    functionName: arnOf("consumer"),
    ...inputs,
  });

interface Event {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly kinesis: {
      readonly data: string;
      readonly sequenceNumber: string;
      readonly partitionKey: string;
    };
  }[];
}

/** What a function answers that did its work. */
export const success = (payload: unknown = null): FunctionResult => ({ ok: true, payload, requestId: "r" });

/** What a function answers that failed. */
export const failure: FunctionResult = {
  ok: false,
  kind: "function-error",
  errorType: "Error",
  requestId: "r",
};

/** The mappings of a graph, with its queues and streams, and a function that a test gives its answers. */
export class MappingRehearsal {
  scheduler!: ManualScheduler;
  queues!: Queues;
  streams!: Streams;
  sources!: EventSources;
  /** What the function was called with. */
  events!: Event[];
  consumer!: (event: Event) => FunctionResult | Promise<FunctionResult>;

  async open(...resources: GraphResource[]): Promise<void> {
    const scheduler = new ManualScheduler();
    this.scheduler = scheduler;
    this.events = [];
    this.consumer = () => success();
    const graph = graphOf(...resources);
    const options = { scheduler, newId: countedIds() };
    [this.queues, this.streams] = await Promise.all([
      createQueues(graph, options),
      createStreams(graph, options),
    ]);
    this.sources = createEventSources(graph, {
      scheduler,
      queues: () => this.queues,
      streams: () => this.streams,
      invoke: async (target, event) => {
        assert.equal(target, arnOf("consumer"));
        this.events.push(event as Event);
        return this.consumer(event as Event);
      },
    });
  }

  async close(): Promise<void> {
    this.sources.close();
    await Promise.all([this.queues.close(), this.streams.close()]);
  }

  at(name: string) {
    const found = this.queues.byArn(queueArn(name));
    assert(found);
    return found;
  }

  /** The bodies of what a queue holds. */
  waiting(name: string): string[] {
    return this.at(name)
      .peek()
      .map(({ body }) => body);
  }
}

/** For the tests of the suite that calls this: each opens the mappings that it needs; they are closed after it. */
export function rehearseMappings(): MappingRehearsal {
  const rehearsal = new MappingRehearsal();
  afterEach(() => rehearsal.close());
  return rehearsal;
}
