import { Problem } from "./problem";
import { programPlace } from "./programFailure";
import type { Project } from "./project";

/**
 * Keeps a program from ending the process that evaluates it, which may be serving: where the program calls
 * `process.exit`, that throws. For everybody else it does what it did. Returns what puts it back.
 *
 * @param told Hears of each call, for a program that catches what is thrown.
 */
export function refuseExit(project: Project, told: (problem: Problem) => void): () => void {
  const { exit } = process;
  process.exit = (code) => {
    const place = programPlace(new Error("for its stack trace"), project);
    if (place === undefined) return exit.call(process, code);
    const problem = new Problem(
      "GH1010",
      `${place}: the program calls process.exit(${code ?? ""})`,
      "Throw an error instead: its message is shown, with its place.",
    );
    told(problem);
    throw problem;
  };
  return () => {
    process.exit = exit;
  };
}
