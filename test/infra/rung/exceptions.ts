import { askedTwice, type MadeResource } from "./askedTwice";
import { keptBy, type RungResource } from "./destroy";

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

const LEFT = "left after destroy";

/**
 * The problems that no exception covers. What is left after destroy only because something excepted stands in its way is
 * none: the rung names all that is left as soon as one refusal is new to it.
 *
 * @param refused URNs that the rung itself knows the simulation not to delete
 */
export function unexpected(
  problems: readonly RungProblem[],
  exceptions: readonly RungException[],
  refused: readonly string[],
  resources: readonly (RungResource & MadeResource)[],
): RungProblem[] {
  const excepted = (problem: RungProblem): boolean =>
    askedTwice(problem, resources) ||
    exceptions.some(
      ({ phase, type, property, message }) =>
        phase === problem.phase &&
        type === problem.type &&
        property === (problem.property ?? "") &&
        message.test(problem.message),
    );
  const inTheWay = problems.filter((problem) => problem.phase === "destroy" && excepted(problem));
  const kept = keptBy([...refused, ...inTheWay.map(({ urn }) => urn)], resources);
  return problems.filter(
    (problem) =>
      !excepted(problem) &&
      !(problem.phase === "destroy" && problem.message === LEFT && kept.has(problem.urn)),
  );
}
