/** One thing that is wrong with a contract, where it is and what to do about it. */
export interface ContractProblem {
  /** Stable, such as `GH1203`; see the list in docs. */
  readonly code: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Place in the document, as a JSON pointer such as `/paths/~1users/get/security`. */
  readonly place: string;
  /** What is wrong, and why it matters. */
  readonly what: string;
  readonly fix: string;
}

/** All problems of one contract at once. */
export class ContractError extends Error {
  /** Stable code of the error as a whole. */
  readonly code = "GH1200";

  constructor(
    readonly file: string,
    readonly problems: readonly ContractProblem[],
  ) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super([`${file}: ${count} in the service contract`, ...problems.map(describe)].join("\n"));
    this.name = "ContractError";
  }
}

function describe(problem: ContractProblem): string {
  const { code, file, line, column, what, fix } = problem;
  return `  ${file}:${line}:${column} ${code} ${what}\n    fix: ${fix}`;
}
