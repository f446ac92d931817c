import type { FunctionDeclaration } from "./declaration";
import type { FunctionFailure } from "./result";

/** Schedules a call; the answer cancels it. Injected, so that tests need not wait for a timeout. */
export type Timer = (milliseconds: number, run: () => void) => () => void;

/** What the execution environments of all functions share. */
export interface RuntimeContext {
  /** Milliseconds since the epoch. */
  readonly clock: { now(): number };
  readonly timer: Timer;
  /** Ids of requests, environments and traces; UUIDs. */
  readonly random: () => string;
  readonly log: (functionName: string, line: string) => void;
  /** Environment variables that the rehearsal adds. */
  readonly environment: (fn: FunctionDeclaration) => Readonly<Record<string, string>>;
  /** Code that does not load, when an event needs it: the first time of each code. */
  readonly onLoadFailure: (fn: FunctionDeclaration, failure: FunctionFailure) => void;
  /** The worker's program. */
  readonly runtimeFile: string;
  /** Where V8's code of large files is kept. */
  readonly compiledFolder: string;
}
