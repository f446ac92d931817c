import type { Graph } from "../../graph/graph";
import { ServiceError, type Scheduler, type Served } from "../protocol";
import { type QueueDeclaration, declaredQueues } from "./declaration";
import type { Message } from "./message";
import { type Outgoing, Queue, type Sent } from "./queue";
import { Receivers } from "./receivers";

export interface QueuesOptions {
  readonly scheduler: Scheduler;
  /** Makes UUIDs. */
  readonly newId: () => string;
}

/** The declared SQS queues, behind the endpoint that an AWS SDK, or an integration of API Gateway, talks to. */
export interface Queues {
  /** URL for AWS_ENDPOINT_URL_SQS. */
  readonly endpoint: string;
  readonly declarations: readonly QueueDeclaration[];
  /** The URL under which a client of this machine reaches a queue. */
  urlOf(declaration: QueueDeclaration): string;
  /** A queue by ARN, for those who deliver to it or from it without HTTP. */
  byArn(arn: string): QueueAccess | undefined;
  /** Takes a new graph; queues that are still declared keep their messages. */
  reload(graph: Graph): void;
  close(): Promise<void>;
}

/** A queue from the inside: nothing is signed, and a receive does not wait. */
export interface QueueAccess {
  readonly declaration: QueueDeclaration;
  send(message: Outgoing): Sent;
  receive(most: number): Message[];
  delete(receiptHandle: string): void;
  /** Makes a message visible again after so many seconds. */
  changeVisibility(receiptHandle: string, seconds: number): void;
  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  /** The messages, oldest first, without receiving them. */
  peek(): readonly Readonly<Message>[];
  /** When the next receive may find something, in milliseconds since the epoch. */
  nextVisibleAt(): number | undefined;
  /** Calls back when messages may have become available; the answer stops that. */
  onChange(listener: () => void): () => void;
}

interface Entry {
  readonly queue: Queue;
  readonly receivers: Receivers;
  readonly access: QueueAccess;
}

/** The queues by name, and what they share. */
export class QueueStore {
  private readonly entries = new Map<string, Entry>();
  private served: Served | undefined;

  constructor(private readonly options: QueuesOptions) {}

  get declarations(): readonly QueueDeclaration[] {
    return [...this.entries.values()].map(({ queue }) => queue.declaration);
  }

  reload(graph: Graph): void {
    const declarations = declaredQueues(graph);
    const names = new Set(declarations.map(({ name }) => name));
    for (const name of this.entries.keys()) if (!names.has(name)) this.entries.delete(name);
    for (const declaration of declarations) {
      const entry = this.entries.get(declaration.name);
      if (entry) entry.queue.declare(declaration);
      else this.entries.set(declaration.name, this.make(declaration));
    }
  }

  /** @throws ServiceError QueueDoesNotExist */
  find(nameOrUrl: string): Entry {
    const entry = this.entries.get(nameOrUrl.split("?")[0]?.split("/").filter(Boolean).pop() ?? "");
    if (!entry) throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
    return entry;
  }

  urlOf({ accountId, name }: QueueDeclaration): string {
    return `${this.served?.endpoint ?? ""}/${accountId}/${name}`;
  }

  byArn(arn: string): QueueAccess | undefined {
    return this.byArnEntry(arn)?.access;
  }

  servedAt(served: Served): Queues {
    this.served = served;
    const declarations = () => this.declarations;
    return {
      endpoint: served.endpoint,
      get declarations() {
        return declarations();
      },
      urlOf: (declaration) => this.urlOf(declaration),
      byArn: (arn) => this.byArn(arn),
      reload: (graph) => this.reload(graph),
      close: () => served.close(),
    };
  }

  private byArnEntry(arn: string): Entry | undefined {
    return [...this.entries.values()].find(({ queue }) => queue.declaration.arn === arn);
  }

  private make(declaration: QueueDeclaration): Entry {
    const { scheduler, newId } = this.options;
    const listeners = new Set<() => void>();
    const queue: Queue = new Queue(declaration, {
      now: () => scheduler.now(),
      newId,
      onChange: () => {
        receivers.wake();
        for (const listener of listeners) listener();
      },
      toDeadLetterQueue: (targetArn, message) => this.redrive(targetArn, message),
    });
    const receivers: Receivers = new Receivers(() => queue, scheduler);
    return { queue, receivers, access: accessTo(queue, listeners) };
  }

  private redrive(targetArn: string, message: Message): boolean {
    const target = this.byArnEntry(targetArn);
    target?.queue.adopt(message);
    return target !== undefined;
  }
}

const accessTo = (queue: Queue, listeners: Set<() => void>): QueueAccess => ({
  get declaration() {
    return queue.declaration;
  },
  send: (message) => queue.send(message),
  receive: (most) => queue.receive(most),
  delete: (receiptHandle) => queue.delete(receiptHandle),
  changeVisibility: (receiptHandle, seconds) => queue.changeVisibility(receiptHandle, seconds),
  counts: () => queue.counts(),
  peek: () => queue.peek(),
  nextVisibleAt: () => queue.nextVisibleAt(),
  onChange(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
});
