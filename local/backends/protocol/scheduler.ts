/** Time as the backends see it. Injected, so that tests move it instead of waiting. */
export interface Scheduler {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back after so many milliseconds; the answer cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Longest delay that Node's timers take; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time. A timer does not keep the process alive. */
export const realScheduler: Scheduler = {
  now: () => Date.now(),
  after(milliseconds, run) {
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      const step = Math.min(Math.max(left, 0), LONGEST_TIMER_MS);
      timer = setTimeout(() => (left > step ? wait(left - step) : run()), step);
      timer.unref();
    };
    wait(milliseconds);
    return () => clearTimeout(timer);
  },
};
