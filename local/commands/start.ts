import { join } from "node:path";
import { type Graph, type Problem, type Project, readProject } from "../graph";
import {
  type Rehearsal,
  createRebuilder,
  createRehearsal,
  frontDoor,
  listen,
  loadProblems,
  requireExamplesOf,
  settledSettings,
  watchProgram,
} from "../server";
import { follow } from "./follow";
import { loadGuard } from "./guard";
import { judge } from "./judge";
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

  const watching = options.graph === undefined && (options.watch ?? terminal.interactive);
  const warn = (problem: Problem) => void reportFailure(problem, terminal, options.verbose);
  // Before the first file is read: an edit from now on is either in what is read, or is followed.
  const watch = watching ? watchProgram(project.root, warn) : undefined;
  const close = async () => {
    watch?.close();
    server.close();
    server.closeAllConnections();
    await rehearsal?.close();
  };
  let graph: Graph;
  try {
    ({ graph } = await loadGraph(options, terminal));
    if (judge(graph, loadGuard(), terminal, say, project.root) > 0 && !options.serveAnyway) {
      say("Not serving. Mend the mandatory violations, or add --serve-anyway to rehearse all the same.");
      await close();
      return EXIT.refused;
    }
    const settings = settledSettings(project, options.stage, graph);
    terminal.step("Opening the gates");
    rehearsal = await createRehearsal(graph, {
      programDir: project.programDir,
      stateDir: join(project.root, ".gatehouse", options.graph === undefined ? options.stage : "export"),
      cacheDir: cacheDir(project),
      baseUrl: () => baseUrl,
      settings,
      onLoadFailure: (failure) =>
        void loadProblems([failure], createRebuilder(project.root, cacheDir(project))).then((problems) =>
          reportFailure(problems, terminal, options.verbose),
        ),
    });
    terminal.done();
    // A stack export may be another stage's, or another project's.
    if (options.graph === undefined) {
      const labels = rehearsal.served().map(({ label }) => label);
      requireExamplesOf(settings, project, options.stage, labels);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const stopped = stopSignal();
  for (const line of summary(rehearsal, baseUrl, terminal.colors.bold)) say(line);
  if (options.json) terminal.out(readyLine(rehearsal, baseUrl));

  const { stage, verbose } = options;
  watch?.follow(
    follow(rehearsal, graph, { project, stage, cacheDir: cacheDir(project), verbose, terminal, say }),
  );
  await stopped;
  await close();
  return EXIT.ok;
}

const cacheDir = (project: Project): string => join(project.root, ".gatehouse", "cache");

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
