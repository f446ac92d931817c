import type { FunctionDeclaration } from "./declaration";
import type { FunctionFailure } from "./result";

/** A function whose code does not load: its init phase fails, and so would each event. */
export interface LoadFailure {
  readonly fn: FunctionDeclaration;
  /** Absolute paths of the files that its package is made of, as far as it is made of files. */
  readonly files: readonly string[];
  readonly failure: FunctionFailure;
}

/** Changed functions were not taken, since some do not load. */
export class LoadFailures extends Error {
  override readonly name = "LoadFailures";
  constructor(readonly failures: readonly LoadFailure[]) {
    super(failures.map(({ fn, failure }) => `${fn.name}: ${failure.errorMessage}`).join("\n"));
  }
}
