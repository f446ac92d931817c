import { createHash } from "node:crypto";
import { ServiceError } from "../protocol";
import type { QueueDeclaration } from "./declaration";
import type { Message, MessageAttributes } from "./message";
import { FifoOrder, type Order, StandardOrder, isInFlight } from "./order";

/** What a sender gives. Sizes, names and parameters have been checked. */
export interface Outgoing {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  /** @default the queue's */
  readonly delaySeconds?: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly traceHeader?: string;
  readonly senderId?: string;
}

export interface Sent {
  readonly id: string;
  /** FIFO queues only. */
  readonly sequence: number | undefined;
}

export interface QueueContext {
  readonly now: () => number;
  /** Makes UUIDs. */
  readonly newId: () => string;
  /** Hears of every message that may have become available. */
  readonly onChange: () => void;
  /** Moves a message that was received too often. False when there is no such queue. */
  readonly toDeadLetterQueue: (targetArn: string, message: Message) => boolean;
}

/** A message sent again within this time is the same one. Source: SQS, "Exactly-once processing". */
const DEDUPLICATION_MS = 5 * 60_000;
/** Source: SQS, "Message quotas", in-flight messages of a standard and of a FIFO queue. */
const MOST_IN_FLIGHT = 120_000;

/** One queue's messages. Nothing here waits: {@link Receivers} does. */
export class Queue {
  private readonly order: Order;
  private sequence = 0;
  private readonly recent = new Map<string, { readonly sent: Sent; readonly until: number }>();
  private readonly handles = new Map<string, Message>();

  constructor(
    private current: QueueDeclaration,
    private readonly context: QueueContext,
  ) {
    this.order = current.fifo ? new FifoOrder() : new StandardOrder();
  }

  get declaration(): QueueDeclaration {
    return this.current;
  }

  /** Takes changed attributes; messages stay. */
  declare(declaration: QueueDeclaration): void {
    this.current = declaration;
    this.context.onChange();
  }

  send(message: Outgoing): Sent {
    const now = this.context.now();
    const key = this.deduplicationKey(message);
    for (const [known, { until }] of this.recent) if (until <= now) this.recent.delete(known);
    const before = key === undefined ? undefined : this.recent.get(key);
    if (before) return before.sent;
    const sent: Sent = {
      id: this.context.newId(),
      sequence: this.current.fifo ? ++this.sequence : undefined,
    };
    if (key !== undefined) this.recent.set(key, { sent, until: now + DEDUPLICATION_MS });
    this.put({
      id: sent.id,
      body: message.body,
      attributes: message.attributes ?? {},
      traceHeader: message.traceHeader,
      senderId: message.senderId ?? "REHEARSAL",
      groupId: message.groupId,
      deduplicationId: this.current.fifo
        ? (message.deduplicationId ?? sha(message))
        : message.deduplicationId,
      sequence: this.sequence,
      sentAt: now,
      firstReceivedAt: undefined,
      receiveCount: 0,
      hiddenUntil: now + (message.delaySeconds ?? this.current.delaySeconds) * 1000,
      receiptHandle: undefined,
      deadLetterSource: undefined,
    });
    return sent;
  }

  /**
   * Up to `most` messages, hidden for others until the visibility timeout. Those that were received too often go to
   * the dead-letter queue instead.
   */
  receive(most: number, visibilitySeconds = this.current.visibilityTimeoutSeconds): Message[] {
    const now = this.context.now();
    this.expire(now);
    if (this.inFlight(now) >= MOST_IN_FLIGHT)
      throw new ServiceError("OverLimit", "Too many messages in flight", 403);
    const received: Message[] = [];
    for (let again = true; again;) {
      again = false;
      const candidates = this.order.available(most - received.length, now);
      for (const message of candidates.filter((each) => !received.includes(each))) {
        // What goes to the dead-letter queue leaves room for others.
        if (this.redrive(message)) again = received.length < most;
        else received.push(this.give(message, now + visibilitySeconds * 1000));
      }
    }
    return received;
  }

  /** Deletes; an older handle of a message that was received again deletes nothing, as on AWS. */
  delete(receiptHandle: string): void {
    const message = this.handles.get(receiptHandle);
    if (!message) return this.checkHandle(receiptHandle);
    if (this.current.fifo && !isInFlight(message, this.context.now()))
      throw invalidHandle(receiptHandle, "The receipt handle has expired.");
    this.drop(message);
    this.context.onChange();
  }

  changeVisibility(receiptHandle: string, seconds: number): void {
    const now = this.context.now();
    const message = this.handles.get(receiptHandle);
    if (!message) this.checkHandle(receiptHandle);
    if (!message || !isInFlight(message, now))
      throw invalidHandle(
        receiptHandle,
        "Message does not exist or is not available for visibility timeout change.",
      );
    this.hide(message, now + seconds * 1000);
    this.context.onChange();
  }

  /** Takes a message that another queue has given up. Standard queues go on counting its age. */
  adopt(message: Message): void {
    const now = this.context.now();
    this.put({
      ...message,
      sequence: ++this.sequence,
      sentAt: this.current.fifo ? now : message.sentAt,
      hiddenUntil: now,
      receiptHandle: undefined,
    });
  }

  purge(): void {
    for (const message of [...this.order.all()]) this.drop(message);
  }

  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    const now = this.context.now();
    this.expire(now);
    const messages = [...this.order.all()];
    const hidden = messages.filter(({ hiddenUntil }) => hiddenUntil > now).length;
    const inFlight = this.inFlight(now);
    return { visible: messages.length - hidden, inFlight, delayed: hidden - inFlight };
  }

  /** When a receive may next find a message; undefined for an empty queue. */
  nextVisibleAt(): number | undefined {
    return this.order.nextVisibleAt(this.context.now());
  }

  /** The messages as they are, for tests and the console. */
  peek(): readonly Readonly<Message>[] {
    this.expire(this.context.now());
    return [...this.order.all()].sort((a, b) => a.sentAt - b.sentAt);
  }

  private put(message: Message): void {
    this.order.add(message);
    this.context.onChange();
  }

  private hide(message: Message, until: number): void {
    message.hiddenUntil = until;
    this.order.changed(message);
  }

  private drop(message: Message): void {
    this.order.remove(message);
    if (message.receiptHandle !== undefined) this.handles.delete(message.receiptHandle);
  }

  private redrive(message: Message): boolean {
    const { redrive, arn } = this.current;
    if (!redrive || message.receiveCount < redrive.maxReceiveCount) return false;
    if (!this.context.toDeadLetterQueue(redrive.deadLetterTargetArn, { ...message, deadLetterSource: arn }))
      return false;
    this.drop(message);
    return true;
  }

  private give(message: Message, hiddenUntil: number): Message {
    message.receiveCount++;
    message.firstReceivedAt ??= this.context.now();
    if (message.receiptHandle !== undefined) this.handles.delete(message.receiptHandle);
    message.receiptHandle = makeHandle(this.current.name, message.id, this.context.newId());
    this.handles.set(message.receiptHandle, message);
    this.hide(message, hiddenUntil);
    return message;
  }

  private inFlight(now: number): number {
    let found = 0;
    for (const message of this.handles.values()) if (isInFlight(message, now)) found++;
    return found;
  }

  private expire(now: number): void {
    const oldest = now - this.current.retentionSeconds * 1000;
    for (const message of this.order.all()) if (message.sentAt < oldest) this.drop(message);
  }

  private deduplicationKey(message: Outgoing): string | undefined {
    if (!this.current.fifo) return undefined;
    const scope = this.current.deduplicationScope === "messageGroup" ? message.groupId : "";
    return JSON.stringify([scope, message.deduplicationId ?? sha(message)]);
  }

  private checkHandle(receiptHandle: string): void {
    if (queueOfHandle(receiptHandle) !== this.current.name)
      throw new ServiceError(
        "ReceiptHandleIsInvalid",
        `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
        404,
      );
  }
}

/** Content-based deduplication takes the body only. */
const sha = ({ body }: Outgoing): string => createHash("sha256").update(body).digest("hex");

const makeHandle = (queue: string, messageId: string, receive: string): string =>
  Buffer.from([queue, messageId, receive].join(" ")).toString("base64");

const queueOfHandle = (handle: string): string | undefined =>
  Buffer.from(handle, "base64").toString().split(" ")[0];

const invalidHandle = (handle: string, reason: string): ServiceError =>
  new ServiceError(
    "InvalidParameterValue",
    `Value ${handle} for parameter ReceiptHandle is invalid. Reason: ${reason}`,
  );
