/** One mistake in the guard's configuration. */
export interface Problem {
  readonly file: string;
  /** Path of the key, such as `rules.kms-deletion-window.options.minimumDays`. */
  readonly key: string;
  readonly message: string;
  readonly fix: string;
}

/** All that is wrong with the guard's configuration, at once. */
export class PolicyConfigError extends Error {
  /** Stable code for scripts and documentation. */
  readonly code = "GH4001";

  constructor(readonly problems: readonly Problem[]) {
    const lines = problems.map(
      ({ file, key, message, fix }) => `  ${file}: ${key || "(file)"}: ${message}\n    fix: ${fix}`,
    );
    super(
      `The guard's configuration has ${problems.length === 1 ? "an error" : `${problems.length} errors`}.\n${lines.join("\n")}`,
    );
    this.name = "PolicyConfigError";
    // The engine's own mark (`RunError`) of a user's mistake: it then prints the message and no stack trace.
    Object.defineProperty(this, "__pulumiRunError", { value: true });
  }
}
