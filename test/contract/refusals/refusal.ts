/** One break of the valid contract, and how it has to be refused. */
export interface Refusal {
  readonly name: string;
  readonly find: string;
  readonly replace: string;
  readonly code: string;
  /** Part of what the message says; the place is where `mark` stands in the changed text. */
  readonly what: RegExp;
  readonly fix?: RegExp;
  readonly mark: string;
  /** Another change that the break needs. */
  readonly also?: (text: string) => string;
}
