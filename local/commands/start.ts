import { join } from "node:path";
import { type Project, readProject } from "../graph";
import {
  type Rehearsal,
  createRebuilder,
  createRehearsal,
  frontDoor,
  listen,
  loadProblems,
  readSettings,
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

  const close = async () => {
    server.close();
    server.closeAllConnections();
    await rehearsal?.close();
  };
  try {
    const { graph } = await loadGraph(options, terminal);
    if (judge(graph, loadGuard(), terminal, say) > 0 && !options.serveAnyway) {
      say("Not serving. Mend the mandatory violations, or add --serve-anyway to rehearse all the same.");
      await close();
      return EXIT.refused;
    }
    terminal.step("Opening the gates");
    rehearsal = await createRehearsal(graph, {
      programDir: project.programDir,
      stateDir: join(project.root, ".gatehouse", options.graph === undefined ? options.stage : "export"),
      cacheDir: cacheDir(project),
      baseUrl: () => baseUrl,
      settings: readSettings(project, options.stage),
      onLoadFailure: (failure) =>
        void loadProblems([failure], createRebuilder(project.root, cacheDir(project))).then((problems) =>
          reportFailure(problems, terminal, options.verbose),
        ),
    });
    terminal.done();
  } catch (error) {
    await close();
    throw error;
  }
  for (const line of summary(rehearsal, baseUrl, terminal.colors.bold)) say(line);
  if (options.json) terminal.out(readyLine(rehearsal, baseUrl));

  const watching = options.graph === undefined && (options.watch ?? terminal.interactive);
  const { stage, verbose } = options;
  const stopWatching = watching
    ? follow(rehearsal, { project, stage, cacheDir: cacheDir(project), verbose, terminal, say })
    : () => undefined;
  await stopSignal();
  stopWatching();
  await close();
  return EXIT.ok;
}

const cacheDir = (project: Project): string => join(project.root, ".gatehouse", "cache");

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
