/** Time, injected so that throttles, caches and integration latency are tested without sleeping. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Runs something after so many milliseconds; the returned function takes it back. */
export type Timer = (milliseconds: number, run: () => void) => () => void;
