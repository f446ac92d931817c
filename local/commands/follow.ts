import { resolve } from "node:path";
import { LoadFailures } from "../backends/functions";
import type { Graph, Project } from "../graph";
import { compareGraphs, renderBrief } from "../plan";
import { type Rehearsal, createRebuilder, loadProblems, settledSettings } from "../server";
import { forgetGuard, isGuards, loadGuard } from "./guard";
import { judge } from "./judge";
import { loadGraph } from "./source";
import { type Terminal, reportFailure } from "./terminal";

export interface FollowOptions {
  readonly project: Project;
  readonly stage: string;
  /** Where what is slow to make is kept. */
  readonly cacheDir: string;
  readonly verbose: boolean;
  readonly terminal: Terminal;
  readonly say: (text: string) => void;
}

/**
 * Gives what serves the edits of some files: a handler is compiled again, anything else evaluates again, is judged, and is
 * served with the settings as they are now. A broken edit is reported, and the last good version goes on serving.
 *
 * @param first what the rehearsal serves
 */
export function follow(
  rehearsal: Rehearsal,
  first: Graph,
  options: FollowOptions,
): (files: readonly string[]) => Promise<void> {
  const { project, stage, terminal, say } = options;
  const newRebuilder = () => createRebuilder(project.root, options.cacheDir);
  let rebuilder = newRebuilder();
  let served = first;

  /** Returns what changed, where that is more than a function's code. */
  async function serve(files: readonly string[]): Promise<string | undefined> {
    if (files.some((file) => isGuards(resolve(project.root, file)))) forgetGuard();
    if (rebuilder && (await rebuilder.rebuild(files))) {
      await rehearsal.edit(rebuilder.edits());
      return undefined;
    }
    const { graph, cloud } = await loadGraph({ stage }, terminal);
    // The functions, or how they are made, may be others now.
    if (rebuilder?.isCurrent()) rebuilder.bundled();
    else rebuilder = newRebuilder();
    const settings = settledSettings(project, stage, graph);
    // Whoever edits sees the violations, and goes on; a guard that cannot judge ends the edit here.
    judge(graph, loadGuard(), terminal, say, project.root);
    await rehearsal.update(graph, { settings, edits: rebuilder?.edits() });
    const changes = compareGraphs(served, graph, cloud);
    served = graph;
    return renderBrief(changes);
  }

  return async (files) => {
    const started = performance.now();
    try {
      const changes = await serve(files);
      const milliseconds = Math.round(performance.now() - started);
      say(
        `Serving the edit of ${files.join(", ")} after ${milliseconds} ms${changes === undefined ? "." : `: ${changes}.`}`,
      );
    } catch (error) {
      const told = error instanceof LoadFailures ? await loadProblems(error.failures, rebuilder) : error;
      if (error instanceof LoadFailures) rebuilder?.refused();
      reportFailure(told, terminal, options.verbose);
      terminal.err("The last good version goes on serving.");
    }
  };
}
