/** One event source mapping at work. It does something when it is polled, and only then. */
export interface Mapping {
  /** Takes what is due and delivers it; a promise for each invocation. Never rejects. */
  poll(): Promise<void>[];
  /** When polling again may find something, in milliseconds since the epoch; undefined: when the source changes. */
  nextAt(): number | undefined;
  /** Calls back when the source has something new; the answer stops that. */
  onChange(listener: () => void): () => void;
}
