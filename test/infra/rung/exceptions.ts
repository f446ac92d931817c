/** A problem that the rung may report, from the first table of test/engine/rung-exceptions.md. */
export interface RungException {
  readonly phase: string;
  readonly type: string;
  readonly property: string;
  readonly message: RegExp;
}

/** A problem in the rung's report. */
export interface RungProblem {
  readonly phase: string;
  readonly urn: string;
  readonly type: string;
  readonly property: string | null;
  readonly message: string;
}

/** The rows of the table of problems: those with five cells, apart from the head and the rule under it. */
export function readExceptions(markdown: string): RungException[] {
  return markdown
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("\\|", "|")),
    )
    .filter((cells) => cells.length === 5 && cells[0] !== "phase" && !/^-+$/.test(cells[0] ?? ""))
    .map(([phase = "", type = "", property = "", message = ""]) => ({
      phase,
      type,
      property,
      message: new RegExp(message.replace(/^`|`$/g, "")),
    }));
}

/** The problems that no exception covers. */
export function unexpected(
  problems: readonly RungProblem[],
  exceptions: readonly RungException[],
): RungProblem[] {
  return problems.filter(
    (problem) =>
      !exceptions.some(
        ({ phase, type, property, message }) =>
          phase === problem.phase &&
          type === problem.type &&
          property === (problem.property ?? "") &&
          message.test(problem.message),
      ),
  );
}
