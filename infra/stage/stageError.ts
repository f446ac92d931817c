import { RunError } from "@pulumi/pulumi";
import { projectName } from "./projectName";

/** The configuration key that holds a stage. */
export const root = `${projectName}:stage`;

/** The key of a place in a stage: `gatehouse:stage.partner.plans.gold.methods["POST /quotes"].burst`. */
export const keyOf = (path: readonly PropertyKey[]): string =>
  root +
  path
    .map(String)
    .map((part) => (/^[\w-]+$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`))
    .join("");

/** One thing that is wrong with a stage's configuration. */
export interface StageProblem {
  /**
   * GH1101 missing configuration, GH1102 unknown key, GH1103 missing key, GH1104 value not allowed,
   * GH1105 stack name, GH1106 Region, GH1107 settings that contradict each other, GH1108 unknown scope,
   * GH1109 feature that the Region lacks.
   */
  readonly code: string;
  /** Key path, such as `gatehouse:stage.network.availabilityZones`. */
  readonly key: string;
  /** What is wrong, with the value. */
  readonly what: string;
  /** What is allowed, or which key was meant. */
  readonly fix: string;
}

/** A problem with the name of the file that it is in. */
interface FiledProblem extends StageProblem {
  readonly file: string;
}

/** All problems of a stage's configuration at once. Pulumi prints a RunError without its stack. */
export class StageConfigError extends RunError {
  readonly code = "GH1100";
  readonly problems: readonly FiledProblem[];

  constructor(
    readonly stage: string,
    problems: readonly StageProblem[],
  ) {
    const file = `Pulumi.${stage}.yaml`;
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(
      [
        `${file}: ${count} in the stage configuration`,
        ...problems.map(({ code, what, fix }) => `  ${code} ${what}\n    fix: ${fix}`),
      ].join("\n"),
    );
    this.name = "StageConfigError";
    this.problems = problems.map((problem) => ({ ...problem, file }));
  }
}
