/** An error of the Amazon States Language: a name that Retry and Catch match, and a cause for people. */
export class StatesError extends Error {
  constructor(
    /** Such as `States.Timeout`, or the name that a task gave. */
    readonly error: string,
    override readonly cause: string,
  ) {
    super(`${error}: ${cause}`);
    this.name = "StatesError";
  }
}

/** A definition that cannot run, or data that it cannot run on: not caught by `States.ALL` on AWS either. */
export const runtimeError = (cause: string): StatesError => new StatesError("States.Runtime", cause);
