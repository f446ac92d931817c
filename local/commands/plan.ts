import { readDeployment, toDeployment } from "../graph";
import {
  type Change,
  compareGraphs,
  countResources,
  countTypes,
  renderChanges,
  renderTotals,
  renderTree,
} from "../plan";
import { loadGraph } from "./source";
import { EXIT, type Terminal } from "./terminal";
import { writeOut } from "./writeOut";

export interface PlanOptions {
  readonly stage: string;
  readonly preview?: boolean;
  readonly out?: string;
  readonly against?: string;
  readonly json?: boolean;
}

/** `npm run plan`: what the stage declares, or how it differs from another graph. */
export async function plan(options: PlanOptions, terminal: Terminal): Promise<number> {
  // A base that cannot be read is found before the program is evaluated.
  const base = options.against === undefined ? undefined : readDeployment(options.against);
  const { graph, cloud } = await loadGraph(options, terminal, options.preview ? "preview" : "known", base);
  const changes = base && compareGraphs(base, graph, cloud);

  if (options.out !== undefined) {
    writeOut(options.out, `${JSON.stringify(toDeployment(graph, new Date()), null, 2)}\n`);
  }
  if (options.json) {
    const resources = graph.resources.map(({ urn, type, name, parent }) => ({ urn, type, name, parent }));
    const counts = Object.fromEntries(countTypes(graph));
    const { project, stack, mode } = graph;
    terminal.out(
      JSON.stringify(
        { version: 1, project, stack, mode, counts, resources, ...(changes && { changes }) },
        null,
        2,
      ),
    );
    return EXIT.ok;
  }
  for (const line of changes ? changeLines(changes, terminal) : renderTree(graph)) terminal.out(line);
  terminal.out("");
  terminal.out(
    `${countResources(graph)} resources of ${countTypes(graph).length} types in stage ${graph.stack}.`,
  );
  if (options.out !== undefined) {
    terminal.out(
      `Wrote ${options.out}. It holds secrets in plain text: simulated ones, but do not make it a habit.`,
    );
  }
  return EXIT.ok;
}

/** The colours of `pulumi preview`. */
function changeLines(changes: readonly Change[], { colors }: Terminal): readonly string[] {
  const paint = { create: colors.green, update: colors.yellow, replace: colors.magenta, delete: colors.red };
  return [...renderChanges(changes, (kind, text) => paint[kind](text)), renderTotals(changes)];
}
