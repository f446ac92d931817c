import type { Scheduler } from "../../local/backends/protocol";

/** Time that a test moves. */
export class ManualScheduler implements Scheduler {
  private readonly timers = new Set<{ readonly at: number; readonly run: () => void }>();

  private readonly awaited: (() => void)[] = [];

  /** Milliseconds that pass each time that somebody looks at the time. */
  lookTakes = 0;
  /** Milliseconds that timers fire too early, as Node's may by the clock. */
  early = 0;

  constructor(private time = Date.UTC(2026, 5, 1)) {}

  now(): number {
    this.time += this.lookTakes;
    return this.time;
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.time + Math.max(milliseconds - this.early, 0), run };
    this.timers.add(timer);
    for (const resolve of this.awaited.splice(0)) resolve();
    return () => this.timers.delete(timer);
  }

  /** Resolves when something starts to wait. */
  nextTimer(): Promise<void> {
    return new Promise((resolve) => this.awaited.push(resolve));
  }

  /** Moves on, running what falls due in its order; promises settle in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await settled();
      const [next] = [...this.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = end;
    await settled();
  }
}

/** Lets promises that need no input from outside settle. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}

/** Ids that are UUIDs and the same in every run. */
export function countedIds(): () => string {
  let count = 0;
  return () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
}

/** What SDK clients of the tests are made with. */
export const clientOptions = (endpoint: string) => ({
  endpoint,
  region: "eu-central-1",
  maxAttempts: 1,
  credentials: { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" },
});
