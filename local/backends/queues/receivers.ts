import type { Scheduler } from "../protocol";
import type { Message } from "./message";
import type { Queue } from "./queue";

interface Waiting {
  readonly attempt: () => boolean;
}

/** Long polling: receives that wait for a message, in the order in which they came. */
export class Receivers {
  private readonly waiting = new Set<Waiting>();
  private cancelWake: (() => void) | undefined;

  constructor(
    private readonly queue: () => Queue,
    private readonly scheduler: Scheduler,
  ) {}

  /** Receives now, or as soon as there is a message within the wait. */
  async receive(
    most: number,
    visibilitySeconds: number | undefined,
    waitSeconds: number,
  ): Promise<Message[]> {
    const askedAt = this.scheduler.now();
    const messages = this.queue().receive(most, visibilitySeconds);
    if (messages.length > 0 || waitSeconds === 0) return messages;
    return new Promise<Message[]>((resolve, reject) => {
      const finish = (messages: Message[]): void => {
        cancel();
        this.waiting.delete(waiting);
        resolve(messages);
      };
      const waiting: Waiting = {
        attempt: () => {
          try {
            const messages = this.queue().receive(most, visibilitySeconds);
            if (messages.length === 0) return false;
            finish(messages);
          } catch (error) {
            cancel();
            this.waiting.delete(waiting);
            reject(error as Error);
          }
          return true;
        },
      };
      const cancel = this.scheduler.after(waitSeconds * 1000, () => finish([]));
      this.waiting.add(waiting);
      this.wakeLater(askedAt);
    });
  }

  /** Messages may have become available. */
  wake(): void {
    const now = this.scheduler.now();
    for (const waiting of [...this.waiting]) if (!waiting.attempt()) break;
    this.wakeLater(now);
  }

  /** @param now When it was last looked: what became visible since then may not have been seen. */
  private wakeLater(now: number): void {
    this.cancelWake?.();
    this.cancelWake = undefined;
    if (this.waiting.size === 0) return;
    const next = this.queue().nextVisibleAt();
    if (next !== undefined && next > now)
      this.cancelWake = this.scheduler.after(next - now, () => this.wake());
  }
}
