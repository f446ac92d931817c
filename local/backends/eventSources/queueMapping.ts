import type { FunctionResult } from "../functions";
import { readArn, type Scheduler } from "../protocol";
import { type Message, md5, type QueueAccess, systemAttributes } from "../queues";
import type { MappingDeclaration } from "./declaration";
import { passes } from "./filter";
import { failedItems } from "./itemFailures";
import type { Mapping } from "./mapping";

/** Invocations at a time where the program sets no maximum; Lambda begins with five. */
const CONCURRENCY = 5;

/** Delivers a queue's messages to a function. What the function does not take stays hidden until its timeout ends. */
export class QueueMapping implements Mapping {
  private running = 0;
  private windowEnd: number | undefined;

  constructor(
    private readonly declaration: MappingDeclaration,
    private readonly queue: QueueAccess,
    private readonly invoke: (functionArn: string, event: unknown) => Promise<FunctionResult>,
    private readonly scheduler: Scheduler,
  ) {}

  onChange(listener: () => void): () => void {
    return this.queue.onChange(listener);
  }

  nextAt(): number | undefined {
    const visible = this.queue.nextVisibleAt();
    return visible === undefined ? undefined : Math.max(visible, this.windowEnd ?? 0);
  }

  poll(): Promise<void>[] {
    const batches: Promise<void>[] = [];
    const most = this.declaration.maximumConcurrency ?? CONCURRENCY;
    while (this.running < most && this.isDue()) {
      const messages = this.queue.receive(this.declaration.batchSize);
      if (messages.length === 0) break;
      this.windowEnd = undefined;
      this.running++;
      batches.push(this.deliver(messages).finally(() => this.running--));
    }
    return batches;
  }

  /** With a batching window, a batch waits until it is full or the window is over. */
  private isDue(): boolean {
    const { windowSeconds, batchSize } = this.declaration;
    if (windowSeconds === 0) return true;
    const { visible } = this.queue.counts();
    if (visible === 0) return false;
    this.windowEnd ??= this.scheduler.now() + windowSeconds * 1000;
    return visible >= batchSize || this.scheduler.now() >= this.windowEnd;
  }

  private async deliver(messages: readonly Message[]): Promise<void> {
    const { filters, functionArn, reportsItemFailures } = this.declaration;
    const region = readArn(this.queue.declaration.arn)?.region ?? "";
    const all = messages.map((message) => ({ message, record: this.record(message, region) }));
    const wanted = all.filter(({ record }) => passes(filters, record, "body"));
    // What no filter lets through is deleted without an invocation.
    for (const each of all) if (!wanted.includes(each)) this.remove(each.message);
    if (wanted.length === 0) return;
    const result = await this.invoke(functionArn, { Records: wanted.map(({ record }) => record) });
    const failed = failedItems(
      result,
      reportsItemFailures,
      messages.map(({ id }) => id),
    );
    if (failed === "all") return;
    for (const { message } of wanted) if (!failed.includes(message.id)) this.remove(message);
  }

  private remove({ receiptHandle }: Message): void {
    try {
      this.queue.delete(receiptHandle ?? "");
    } catch {
      // Its visibility timeout ended while the function ran: it comes again, as on AWS.
    }
  }

  /** Source: Lambda developer guide, "Example Amazon SQS standard queue event". */
  private record(message: Message, awsRegion: string): Readonly<Record<string, unknown>> {
    return {
      messageId: message.id,
      receiptHandle: message.receiptHandle,
      body: message.body,
      attributes: systemAttributes(message),
      messageAttributes: Object.fromEntries(
        Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          {
            ...(StringValue === undefined ? { binaryValue: BinaryValue } : { stringValue: StringValue }),
            stringListValues: [],
            binaryListValues: [],
            dataType: DataType,
          },
        ]),
      ),
      md5OfBody: md5(message.body),
      eventSource: "aws:sqs",
      eventSourceARN: this.queue.declaration.arn,
      awsRegion,
    };
  }
}
