import { resolve } from "node:path";
import { createCloud } from "../../local/cloud";
import {
  evaluate,
  type Graph,
  type GraphResource,
  readProject,
  readStackConfig,
  reveal,
} from "../../local/graph";

const root = resolve(__dirname, "..", "..");

/** The graph of a stage, with `change` applied to what `gatehouse:stage` holds. */
export async function evaluateStage(
  stack: string,
  change: (settings: Settings) => void = () => undefined,
  mode: Graph["mode"] = "known",
): Promise<Graph> {
  const project = readProject(root);
  const config = readStackConfig(project, stack);
  const settings = JSON.parse(config.values["gatehouse:stage"] ?? "{}") as Settings;
  change(settings);
  const values = { ...config.values, "gatehouse:stage": JSON.stringify(settings) };
  return evaluate({ project, stack, config: { ...config, values }, cloud: createCloud(), mode });
}

export interface Settings {
  [key: string]: never | Settings;
}

/** The resources of a type, such as `aws:kms/key:Key`. */
export const ofType = (graph: Graph, type: string): GraphResource[] =>
  graph.resources.filter((resource) => resource.type === type);

/** The one resource of that name and type. */
export function named(graph: Graph, name: string, type?: string): GraphResource {
  const found = graph.resources.filter(
    (resource) => resource.name === name && (type === undefined || resource.type === type),
  );
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} resources are named ${name}`);
  return found[0];
}

/** A resource's inputs without wrappers. */
export const inputsOf = (resource: GraphResource): Record<string, unknown> =>
  reveal(resource.inputs) as Record<string, unknown>;

/** An input that holds JSON text, parsed. */
export const jsonOf = (resource: GraphResource, input: string): unknown =>
  JSON.parse(String(inputsOf(resource)[input]));
