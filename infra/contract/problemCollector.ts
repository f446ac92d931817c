import type { ContractProblem } from "./contractError";
import type { ContractSource } from "./contractSource";

/** Takes down problems as the checks find them, each with its place in the file. */
export class ProblemCollector {
  private readonly found: ContractProblem[] = [];

  constructor(private readonly source: ContractSource) {}

  /** `path` is the way to the faulty key from the root of the document. */
  add(code: string, path: readonly string[], what: string, fix: string): void {
    const { line, column } = this.source.placeOf(path);
    this.found.push({ code, file: this.source.file, line, column, place: jsonPointer(path), what, fix });
  }

  /** In the order of the file; one that several checks found stands there once. */
  sorted(): ContractProblem[] {
    const unique = new Map(
      this.found.map((problem) => [`${problem.code}${problem.place}${problem.what}`, problem]),
    );
    return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}

const jsonPointer = (path: readonly string[]): string =>
  path.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
