import type { Graph } from "../../graph/graph";
import type { FunctionResult } from "../functions";
import type { Scheduler } from "../protocol";
import type { Queues } from "../queues";
import type { Streams } from "../streams";
import { type MappingDeclaration, declaredMappings } from "./declaration";
import type { Mapping } from "./mapping";
import { QueueMapping } from "./queueMapping";
import { StreamMapping } from "./streamMapping";

export interface EventSourcesOptions {
  readonly scheduler: Scheduler;
  /** Undefined: the graph has none. */
  readonly queues: () => Queues | undefined;
  readonly streams: () => Streams | undefined;
  readonly invoke: (functionArn: string, event: unknown) => Promise<FunctionResult>;
}

/** The declared event source mappings: what delivers queues and streams to functions. */
export interface EventSources {
  /** Delivers by itself from now on, whenever a source has something. */
  start(): void;
  /**
   * Delivers what is due now, and waits for the functions. Resolves to the number of invocations or batches; 0 says
   * that nothing is due at this time. For tests, instead of {@link start}.
   */
  tick(): Promise<number>;
  /** Takes a new graph, after queues and streams have. Mappings that did not change go on where they are. */
  reload(graph: Graph): void;
  /** What is declared and not delivered; a sentence each. */
  readonly notices: readonly string[];
  close(): void;
}

/** Makes the mappings of a graph. Nothing is delivered before {@link EventSources.start}. */
export function createEventSources(graph: Graph, options: EventSourcesOptions): EventSources {
  const sources = new LocalEventSources(options);
  sources.reload(graph);
  return sources;
}

interface Running {
  readonly fingerprint: string;
  readonly source: object;
  readonly mapping: Mapping;
  stop: () => void;
}

class LocalEventSources implements EventSources {
  notices: readonly string[] = [];
  private running = new Map<string, Running>();
  private started = false;

  constructor(private readonly options: EventSourcesOptions) {}

  start(): void {
    if (this.started) return;
    this.started = true;
    for (const each of this.running.values()) this.drive(each);
  }

  async tick(): Promise<number> {
    const batches = [...this.running.values()].flatMap(({ mapping }) => mapping.poll());
    await Promise.all(batches);
    return batches.length;
  }

  reload(graph: Graph): void {
    const before = this.running;
    this.running = new Map();
    const notices: string[] = [];
    for (const declaration of declaredMappings(graph)) {
      if (!declaration.enabled) continue;
      const source = this.sourceOf(declaration);
      if (source === undefined) {
        notices.push(
          `The event source mapping of ${declaration.functionArn} is not delivered: its source ${declaration.eventSourceArn} is not rehearsed.`,
        );
        continue;
      }
      const fingerprint = JSON.stringify(declaration);
      const old = before.get(declaration.uuid);
      if (old?.fingerprint === fingerprint && old.source === source.key) {
        this.running.set(declaration.uuid, old);
        before.delete(declaration.uuid);
        continue;
      }
      const running = { fingerprint, source: source.key, mapping: source.make(), stop: () => {} };
      this.running.set(declaration.uuid, running);
      if (this.started) this.drive(running);
    }
    for (const { stop } of before.values()) stop();
    this.notices = notices;
  }

  close(): void {
    for (const { stop } of this.running.values()) stop();
    this.running.clear();
  }

  private sourceOf(declaration: MappingDeclaration): { key: object; make: () => Mapping } | undefined {
    const { scheduler, invoke } = this.options;
    const { kind, eventSourceArn } = declaration;
    if (kind === "sqs") {
      const queue = this.options.queues()?.byArn(eventSourceArn);
      return queue && { key: queue, make: () => new QueueMapping(declaration, queue, invoke, scheduler) };
    }
    const stream = kind === "kinesis" ? this.options.streams()?.byArn(eventSourceArn) : undefined;
    const discard = (arn: string, message: object): void =>
      void this.options
        .queues()
        ?.byArn(arn)
        ?.send({ body: JSON.stringify(message) });
    return (
      stream && {
        key: stream,
        make: () => new StreamMapping(declaration, stream, invoke, discard, scheduler),
      }
    );
  }

  /** Polls when the source changes, when a batch is done, and when time makes something due. */
  private drive(running: Running): void {
    const { scheduler } = this.options;
    const { mapping } = running;
    let stopped = false;
    let cancelTimer = (): void => {};
    let asked = false;
    const poll = (): void => {
      asked = false;
      if (stopped) return;
      cancelTimer();
      // What falls due while this looks, it may not have seen. What was due before and is still there waits for a batch.
      const now = scheduler.now();
      for (const batch of mapping.poll()) void batch.catch(() => undefined).then(ask);
      const next = mapping.nextAt();
      if (next !== undefined && next > now) cancelTimer = scheduler.after(next - now, poll);
    };
    // A burst of messages is one poll, so that they make batches.
    const ask = (): void => {
      if (asked || stopped) return;
      asked = true;
      setImmediate(poll);
    };
    const unsubscribe = mapping.onChange(ask);
    running.stop = () => {
      stopped = true;
      cancelTimer();
      unsubscribe();
    };
    ask();
  }
}
