/** What lies beside a contract. */
export interface ContractFolder {
  /** Names of the folders that hold a `handler.ts`. */
  readonly functions: readonly string[];
  /** The text of a template, or `undefined` when there is no such file. */
  template(name: string): string | undefined;
}
