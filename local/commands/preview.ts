import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  formatMarkdown,
  formatText,
  PolicyConfigError,
  refusing,
  type Report,
  type Verdict,
} from "../../policy/guard";
import { createCloud } from "../cloud";
import {
  evaluate,
  type Graph,
  Problem,
  Problems,
  type Project,
  readProject,
  readStackConfig,
} from "../graph";
import { EXIT, type Terminal } from "./terminal";
import { type GuardSettings, reportAgainst, verdictOn } from "./verdict";
import { addWorktree, type Worktree } from "./worktree";
import { writeOut } from "./writeOut";

export interface PreviewOptions {
  readonly base: string;
  /** Names with commas between. @default - all stages */
  readonly stage?: string;
  readonly format: "text" | "markdown";
  readonly out?: string;
}

/** `npm run preview`: a pull request's verdict on one's own computer. */
export async function preview(options: PreviewOptions, terminal: Terminal): Promise<number> {
  const project = readProject(process.cwd());
  const stages = options.stage?.split(",").map((name) => name.trim()) ?? project.stacks;
  // A mistyped stage is found before anything is checked out.
  for (const stage of stages) readStackConfig(project, stage);
  const worktree = addWorktree(project.root, options.base);
  const stop = removeOnSignal(worktree);
  try {
    const base = readBase(worktree, options.base);
    const reports: Report[] = [];
    for (const stage of stages)
      reports.push(await compareStage(project, base, stage, options.base, terminal));
    terminal.done();
    print(reports, options, terminal);
    return reports.some((report) => refusing(report) > 0) ? EXIT.refused : EXIT.ok;
  } finally {
    stop();
    worktree.remove();
  }
}

/** Ctrl-C leaves no worktree behind. Returns how to stop listening. */
function removeOnSignal(worktree: Worktree): () => void {
  const end = (signal: NodeJS.Signals): void => {
    worktree.remove();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  return () => process.off("SIGINT", end).off("SIGTERM", end);
}

/** A commit from before the project was there has no stage at all. */
function readBase({ root }: Worktree, ref: string): Project | undefined {
  return existsSync(join(root, "Pulumi.yaml")) ? inBase(ref, () => readProject(root)) : undefined;
}

async function compareStage(
  project: Project,
  base: Project | undefined,
  stage: string,
  ref: string,
  terminal: Terminal,
): Promise<Report> {
  const graphOf = (of: Project): Promise<Graph> =>
    evaluate({ project: of, stack: stage, config: readStackConfig(of, stage), cloud: createCloud() });
  terminal.step(`Evaluating ${stage} of ${ref}`);
  const before: Graph = base?.stacks.includes(stage)
    ? await graphOf(base).catch((error: unknown) => inBase(ref, () => raise(error)))
    : { project: project.name, stack: stage, mode: "known", resources: [] };
  terminal.step(`Evaluating ${stage} of the working tree`);
  const after = await graphOf(project);
  const verdict = verdictOn(after, project.root);
  return reportAgainst(
    before,
    base ? baseVerdict(before, base) : verdictOn(before, project.root),
    after,
    verdict,
  );
}

function raise(error: unknown): never {
  throw error;
}

/** Says of a problem that it is the base's: the reader looks in the working tree first. */
function inBase<T>(ref: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const problems =
      error instanceof Problems ? error.problems : error instanceof Problem ? [error] : raise(error);
    throw new Problems(
      problems.map(({ code, what, fix, why }) => new Problem(code, `In the base ${ref}: ${what}`, fix, why)),
    );
  }
}

/**
 * The base is judged by today's rules with its own settings and exemptions, so that taking an exemption away shows as
 * a new finding. Where it sets what the rules no longer know, today's settings serve.
 */
function baseVerdict(graph: Graph, { root }: Project): Verdict {
  const policy = join(root, "policy");
  const exemptions = join(policy, "exemptions.json");
  if (!existsSync(exemptions)) return verdictOn(graph, root);
  try {
    const settings: GuardSettings = {
      configDir: join(policy, "config"),
      exemptions: JSON.parse(readFileSync(exemptions, "utf8")) as unknown,
    };
    return verdictOn(graph, root, settings);
  } catch (error) {
    if (error instanceof PolicyConfigError || error instanceof SyntaxError) return verdictOn(graph, root);
    throw error;
  }
}

function print(reports: readonly Report[], options: PreviewOptions, terminal: Terminal): void {
  const color = terminal.colors.isColorSupported && options.out === undefined;
  const text =
    options.format === "markdown"
      ? formatMarkdown(reports)
      : reports
          .map((report) => `${report.verdict.stack.toUpperCase()}\n${formatText(report, { color })}`)
          .join("\n");
  if (options.out !== undefined) {
    writeOut(options.out, text);
    terminal.err(`Wrote ${options.out}.`);
  } else if (text !== "") terminal.out(text.trimEnd());
}
