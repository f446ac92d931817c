import { join } from "node:path";
import { formatText, runGuard } from "../../policy/guard";
import { type Graph, type Project, readProject } from "../graph";
import { countResources } from "../plan";
import {
  type Rehearsal,
  createRebuilder,
  createRehearsal,
  frontDoor,
  listen,
  readSettings,
  requireExamplesOf,
  settleExamples,
  watchProgram,
} from "../server";
import { loadGraph } from "./source";
import { overview, readyLine, summary } from "./summary";
import { EXIT, type Terminal, reportFailure } from "./terminal";

export interface StartOptions {
  readonly stage: string;
  readonly graph?: string;
  readonly port: number;
  readonly json?: boolean;
  readonly serveAnyway?: boolean;
  readonly watch?: boolean;
  readonly verbose: boolean;
}

/** `npm start`: plan, guard, serve. Resolves when the server is told to stop. */
export async function start(options: StartOptions, terminal: Terminal): Promise<number> {
  const say = options.json ? terminal.err : terminal.out;
  const project = readProject(process.cwd());
  let baseUrl = "";
  let rehearsal: Rehearsal | undefined;
  const door = frontDoor({
    rooms: () => rehearsal?.rooms() ?? [],
    overview: () => (rehearsal ? overview(rehearsal).join("\n") : "Starting."),
    onError: (error) =>
      terminal.err(`error GH1400: a request failed inside Gatehouse: ${(error as Error).stack}`),
  });
  // The port first: a port in use is found before anything is computed.
  const { server, port } = await listen(
    options.port,
    door,
    (request, socket, head) => rehearsal?.gateway().upgrade(request, socket, head) ?? false,
  );
  baseUrl = `http://127.0.0.1:${port}`;

  const close = async () => {
    server.close();
    server.closeAllConnections();
    await rehearsal?.close();
  };
  try {
    const { graph } = await loadGraph(options, terminal);
    if (!judge(graph, options, terminal, say)) {
      await close();
      return EXIT.refused;
    }
    terminal.step("Opening the gates");
    rehearsal = await createRehearsal(graph, {
      programDir: project.programDir,
      stateDir: join(project.root, ".gatehouse", options.graph === undefined ? options.stage : "export"),
      cacheDir: cacheDir(project),
      baseUrl: () => baseUrl,
      settings: settleExamples(
        readSettings(project, options.stage),
        graph,
        `Pulumi.${options.stage}.yaml: ${project.name}:rehearsal`,
      ),
    });
    terminal.done();
    // A stack export may be another stage's, or another project's.
    if (options.graph === undefined) {
      const labels = rehearsal.served().map(({ label }) => label);
      requireExamplesOf(project, options.stage, labels);
    }
  } catch (error) {
    await close();
    throw error;
  }
  for (const line of summary(rehearsal, baseUrl, terminal.colors.bold)) say(line);
  if (options.json) terminal.out(readyLine(rehearsal, baseUrl));

  const watching = options.graph === undefined && (options.watch ?? terminal.interactive);
  const stopWatching = watching ? follow(project, options, rehearsal, terminal, say) : () => undefined;
  await stopSignal();
  stopWatching();
  await close();
  return EXIT.ok;
}

/** Prints the guard's verdict in a line, or in full when it refuses. False when serving must not go on. */
function judge(
  graph: Graph,
  options: StartOptions,
  { colors }: Terminal,
  say: (text: string) => void,
): boolean {
  const verdict = runGuard(graph);
  const { mandatoryViolations: mandatory } = verdict;
  const advisory = verdict.findings.filter(({ verdict: kind }) => kind === "violation").length - mandatory;
  const state = mandatory > 0 ? colors.red(`${mandatory} mandatory violations`) : colors.green("passed");
  const advice = advisory > 0 ? `, ${advisory} advisory (npm run check)` : "";
  say(
    `Stage ${graph.stack}: ${countResources(graph)} resources. Guard: ${state}, ${verdict.rules.length} rules${advice}.`,
  );
  if (mandatory === 0) return true;
  say(formatText({ verdict }, { color: colors.isColorSupported }));
  if (options.serveAnyway) return true;
  say("Not serving. Mend the mandatory violations, or add --serve-anyway to rehearse all the same.");
  return false;
}

/**
 * Follows the edits of the program: a handler is compiled again, anything else evaluates again. A broken edit is
 * reported, and the last good version goes on serving.
 */
function follow(
  project: Project,
  options: StartOptions,
  rehearsal: Rehearsal,
  terminal: Terminal,
  say: (text: string) => void,
): () => void {
  const newRebuilder = () => createRebuilder(project.root, cacheDir(project));
  let rebuilder = newRebuilder();
  return watchProgram(project.root, async (files) => {
    const started = performance.now();
    try {
      if (rebuilder && (await rebuilder.rebuild(files))) {
        await rehearsal.edit(rebuilder.edits());
      } else {
        const { graph } = await loadGraph(options, terminal);
        // The functions, or how they are made, may be others now.
        if (rebuilder?.isCurrent()) rebuilder.bundled();
        else rebuilder = newRebuilder();
        await rehearsal.update(graph, rebuilder?.edits());
        judge(graph, { ...options, serveAnyway: true }, terminal, say);
      }
      say(`Serving the edit of ${files.join(", ")} after ${Math.round(performance.now() - started)} ms.`);
    } catch (error) {
      reportFailure(error, terminal, options.verbose);
      terminal.err("The last good version goes on serving.");
    }
  });
}

const cacheDir = (project: Project): string => join(project.root, ".gatehouse", "cache");

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
