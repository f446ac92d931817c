import { type Cloud, createCloud } from "../cloud";
import {
  type Graph,
  Problem,
  type Project,
  evaluate,
  readDeployment,
  readProject,
  readStackConfig,
} from "../graph";
import { deployedIn } from "../plan";
import type { Terminal } from "./terminal";

/** Where a command's graph comes from: a stack export, or the program evaluated for a stage. */
export interface GraphSource {
  readonly graph?: string;
  readonly stage: string;
}

export interface LoadedGraph {
  readonly graph: Graph;
  readonly project: Project;
  readonly cloud: Cloud;
}

/**
 * Reads or evaluates the graph; the project is the current folder's.
 *
 * @param deployed What stands already, for a preview. @default - every resource is new
 * @throws Problem GH1024 for an empty stack
 */
export async function loadGraph(
  source: GraphSource,
  terminal: Pick<Terminal, "step" | "done">,
  mode: Graph["mode"] = "known",
  deployed?: Graph,
): Promise<LoadedGraph> {
  const project = readProject(process.cwd());
  const cloud = createCloud();
  if (source.graph !== undefined) return { graph: readResources(source.graph), project, cloud };
  const config = readStackConfig(project, source.stage);
  terminal.step(`Evaluating stage ${source.stage}`);
  const graph = await evaluate({
    project,
    stack: source.stage,
    config,
    cloud,
    mode,
    ...(deployed && { deployed: deployedIn(deployed, cloud) }),
  });
  terminal.done();
  return { graph, project, cloud };
}

/** A graph with something in it: a verdict on nothing would read as if all were well. */
function readResources(file: string): Graph {
  const graph = readDeployment(file);
  if (graph.resources.some(({ custom, type }) => custom && !type.startsWith("pulumi:"))) return graph;
  throw new Problem(
    "GH1024",
    `${file} holds no resources of a cloud.`,
    "Export a stack that is deployed, or make the graph with `npm run plan -- --out graph.json`.",
    "There is nothing to judge or to serve: the stack was never deployed, or has been destroyed.",
  );
}
