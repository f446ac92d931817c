import { type Cloud, createCloud } from "../cloud";
import { type Graph, type Project, evaluate, readDeployment, readProject, readStackConfig } from "../graph";
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

/** Reads or evaluates the graph. The project is the current folder's. */
export async function loadGraph(
  source: GraphSource,
  terminal: Pick<Terminal, "step" | "done">,
  mode: Graph["mode"] = "known",
): Promise<LoadedGraph> {
  const project = readProject(process.cwd());
  const cloud = createCloud();
  if (source.graph !== undefined) return { graph: readDeployment(source.graph), project, cloud };
  const config = readStackConfig(project, source.stage);
  terminal.step(`Evaluating stage ${source.stage}`);
  const graph = await evaluate({ project, stack: source.stage, config, cloud, mode });
  terminal.done();
  return { graph, project, cloud };
}
