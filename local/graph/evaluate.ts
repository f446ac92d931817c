import { createRequire } from "node:module";
import { dirname, extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../cloud/cloud";
import type { Graph } from "./graph";
import { makeSdkLean } from "./leanSdk";
import { GraphMonitor } from "./monitor";
import { Problem, Problems } from "./problem";
import { refuseExit } from "./programExit";
import { programProblems } from "./programFailure";
import type { Project, StackConfig } from "./project";
import type { Deployed } from "./registry";

export interface EvaluateOptions {
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  readonly cloud: Cloud;
  /** `known` (default) or `preview`; see {@link Graph.mode}. */
  readonly mode?: Graph["mode"];
  /** In preview mode, what stands already; see {@link Deployed}. @default - every resource is new */
  readonly deployed?: Deployed;
}

/**
 * Runs the real program under the real Pulumi SDK against our own resource monitor, and returns what it declared.
 * Nothing leaves the process. Throws {@link Problems} with everything that went wrong.
 *
 * The SDK keeps its settings in process-wide state, so evaluations run one after another.
 */
export function evaluate(options: EvaluateOptions): Promise<Graph> {
  const result = queue.then(() => run(options));
  queue = result.catch(() => undefined);
  return result;
}

let queue: Promise<unknown> = Promise.resolve();

makeSdkLean();

async function run(options: EvaluateOptions): Promise<Graph> {
  const { project, stack, config, cloud, mode = "known", deployed } = options;
  const preview = mode === "preview";
  const monitor = new GraphMonitor({
    project: project.name,
    stack,
    preview,
    cloud,
    ...(deployed && { deployed }),
    config: config.values,
    sourcePosition: (uri, line, column) => projectPosition(project.root, uri, line, column),
  });
  // The SDK asks the monitor which features it supports, as it asks a real engine.
  pulumi.runtime.setMockOptions(monitor, project.name, stack, preview, "organization");
  pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);

  const failures: unknown[] = [];
  const onRejection = (reason: unknown) => failures.push(reason);
  const workingDirectory = process.cwd();
  process.on("unhandledRejection", onRejection);
  const allowExit = refuseExit(project, (problem) => failures.push(problem));
  try {
    // The engine runs the program in the folder that `main` names; asset paths count from there.
    process.chdir(project.programDir);
    forgetProgram(project);
    const finished = pulumi.runtime
      .runInPulumiStack(() => loadProgram(project))
      .then(() => pulumi.runtime.disconnect());
    await untilSettled(finished, monitor, failures);
    // Rejections are reported a turn after the promise that nobody caught.
    await new Promise((resolve) => setImmediate(resolve));
  } catch (error) {
    failures.unshift(error);
    // Whatever waits for the failed part rejects in the turns that follow.
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  } finally {
    allowExit();
    process.chdir(workingDirectory);
    if (failures.length === 0) process.off("unhandledRejection", onRejection);
    // Late echoes of a failure that is being reported must not end the process.
    else setTimeout(() => process.off("unhandledRejection", onRejection), LATE_MS).unref();
  }
  const problems = [...config.strays, ...programProblems(failures, project, config)];
  if (problems.length > 0) throw new Problems(problems);
  return { project: project.name, stack, mode, resources: monitor.resources };
}

const TICK_MS = 50;
const LATE_MS = 2_000;
/** After a failure, what does not depend on it goes on; a program without a registration for this long has ended. */
const QUIET_AFTER_FAILURE_MS = 200;
/** A program that registers nothing for this long, and does not end, waits for something that never comes. */
const STALLED_MS = 30_000;

/**
 * Waits for the program to end. One that failed never does: what depends on the failed resource waits for ever, so it
 * is given up when it has been quiet for a moment, with all its failures in hand.
 */
async function untilSettled(
  finished: Promise<unknown>,
  monitor: GraphMonitor,
  failures: readonly unknown[],
): Promise<void> {
  let quiet = 0;
  let seen = -1;
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<void>((resolve, reject) => {
    timer = setInterval(() => {
      const activity = monitor.requests + failures.length;
      quiet = activity === seen ? quiet + TICK_MS : 0;
      seen = activity;
      if (failures.length > 0 && quiet >= QUIET_AFTER_FAILURE_MS) resolve();
      else if (quiet >= STALLED_MS) reject(stalled(monitor));
    }, TICK_MS);
  });
  await Promise.race([finished, givenUp]).finally(() => clearInterval(timer));
}

function stalled(monitor: GraphMonitor): Problem {
  return new Problem(
    "GH1011",
    `The program never finished: it waits for an output that nothing resolves; ${monitor.resources.at(-1)?.name ?? "nothing"} was registered last.`,
    "Look for a promise that is never settled, or for two resources that wait for each other.",
  );
}

/** Loads the program as Pulumi's own Node.js host does: its exports, or what its exported function returns. */
async function loadProgram(project: Project): Promise<unknown> {
  const program: unknown = createRequire(join(project.root, "package.json"))(project.program);
  return typeof program === "function" ? await (program as () => unknown)() : program;
}

/** Drops the program's modules from the cache, so that an edit is seen; libraries stay loaded. */
function forgetProgram(project: Project): void {
  const modules = join(project.root, "node_modules") + sep;
  const { root, programDir, program } = project;
  const programFolder = extname(program) === "" ? program : dirname(program);
  const own = [programDir, programFolder, join(root, "services")].map((folder) => folder + sep);
  for (const file of Object.keys(require.cache)) {
    if (!file.startsWith(modules) && own.some((folder) => file.startsWith(folder)))
      delete require.cache[file];
  }
}

function projectPosition(root: string, uri: string, line: number, column: number): string | undefined {
  if (!uri.startsWith("file://")) return undefined;
  const path = relative(root, fileURLToPath(uri));
  if (path.startsWith("..") || path.startsWith("node_modules")) return undefined;
  return `project:///${path.split(sep).join("/")}#${line},${column}`;
}
