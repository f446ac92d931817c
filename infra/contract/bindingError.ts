/** A stage does not give a contract what it needs. */
export class BindingError extends Error {
  /** Stable code. */
  readonly code = "GH1230";

  /** `problems`: one sentence each, with the fix. */
  constructor(
    readonly api: string,
    readonly problems: readonly string[],
  ) {
    super(
      [`${api}: the stage does not fit the contract`, ...problems.map((problem) => `  ${problem}`)].join(
        "\n",
      ),
    );
    this.name = "BindingError";
  }
}
