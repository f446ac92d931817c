import { type Scheduler, ServiceError } from "../protocol";
import type { Json } from "./json";
import type { TaskTokens } from "./run";
import { StatesError } from "./statesError";

interface Waiting {
  settle(result: Json | StatesError): void;
  beat(): void;
}

/** Tokens that tasks have been given and that have not come back. */
export class PendingTokens implements TaskTokens {
  private readonly waiting = new Map<string, Waiting>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly newId: () => string,
  ) {}

  issue(heartbeatMs: number | undefined, signal: AbortSignal): { token: string; callback: Promise<Json> } {
    const token = Buffer.from(`rehearsal task ${this.newId()}`).toString("base64");
    const callback = new Promise<Json>((resolve, reject) => {
      let cancel = (): void => {};
      const settle = (result: Json | StatesError): void => {
        cancel();
        this.waiting.delete(token);
        if (result instanceof StatesError) reject(result);
        else resolve(result);
      };
      const beat = (): void => {
        cancel();
        if (heartbeatMs !== undefined)
          cancel = this.scheduler.after(heartbeatMs, () =>
            settle(new StatesError("States.HeartbeatTimeout", "")),
          );
      };
      this.waiting.set(token, { settle, beat });
      signal.addEventListener("abort", () => settle(new StatesError("States.TaskFailed", "aborted")), {
        once: true,
      });
      beat();
    });
    // The task may be over before anybody listens.
    callback.catch(() => undefined);
    return { token, callback };
  }

  /** @throws ServiceError TaskTimedOut */
  settle(token: string, result: Json | StatesError): void {
    this.find(token).settle(result);
  }

  /** @throws ServiceError TaskTimedOut */
  beat(token: string): void {
    this.find(token).beat();
  }

  private find(token: string): Waiting {
    const found = this.waiting.get(token);
    if (!found)
      throw new ServiceError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    return found;
  }
}
