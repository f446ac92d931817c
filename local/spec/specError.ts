/** What was asked for cannot be made of this graph. */
export class SpecError extends Error {
  constructor(
    /** Stable code. */
    readonly code: "GH1040",
    message: string,
  ) {
    super(message);
    this.name = "SpecError";
  }
}
