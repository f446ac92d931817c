import { createCloud } from "../local/cloud";
import { evaluate, type Graph, readProject, readStackConfig } from "../local/graph";

/** A stage of the project, evaluated in this process. */
export function stageGraph(root: string, stage: string): Promise<Graph> {
  const project = readProject(root);
  const config = readStackConfig(project, stage);
  return evaluate({ project, stack: stage, config, cloud: createCloud() });
}
