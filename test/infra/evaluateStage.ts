import { resolve } from "node:path";
import { type Cloud, createCloud } from "../../local/cloud";
import {
  type Deployed,
  evaluate,
  type Graph,
  type GraphResource,
  readProject,
  readStackConfig,
  reveal,
} from "../../local/graph";

const root = resolve(__dirname, "..", "..");

/** What `gatehouse:stage` holds, as the file has it. */
export interface Settings {
  [key: string]: unknown;
}

export interface Evaluation {
  /** Changes a copy of the stage's settings. */
  readonly change?: (settings: Settings) => void;
  readonly region?: string;
  /** Other keys of the stack's configuration; undefined takes one out. */
  readonly keys?: Readonly<Record<string, string | undefined>>;
  readonly mode?: Graph["mode"];
  /** What stands already, for a preview. */
  readonly deployed?: Deployed;
  /** @default the simulated cloud, in the Region of each provider */
  readonly cloud?: Cloud;
}

/** The simulated cloud, answering every provider as it would in one Region. */
export function cloudOf(region: string): Cloud {
  const cloud = createCloud();
  return {
    ...cloud,
    create: (request) => cloud.create({ ...request, region }),
    construct: (request) => cloud.construct({ ...request, region }),
    invoke: (token, args) => cloud.invoke(token, args, region),
  };
}

const asTheyAre = new Map<string, Promise<Graph>>();

/** The graph of a stage of this project. Stages as they are get evaluated once: a graph does not change. */
export function evaluateStage(stack: string, evaluation: Evaluation = {}): Promise<Graph> {
  if (Object.values(evaluation).some((value) => value !== undefined)) return run(stack, evaluation);
  const known = asTheyAre.get(stack) ?? run(stack, {});
  asTheyAre.set(stack, known);
  return known;
}

async function run(
  stack: string,
  { change, region, keys = {}, mode = "known", deployed, cloud = createCloud() }: Evaluation,
): Promise<Graph> {
  const project = readProject(root);
  const config = readStackConfig(project, stack);
  const settings = JSON.parse(config.values["gatehouse:stage"] ?? "{}") as Settings;
  change?.(settings);
  const changed: Record<string, string | undefined> = {
    ...config.values,
    "gatehouse:stage": JSON.stringify(settings),
    ...(region && { "aws:region": region }),
    ...keys,
  };
  const values = Object.fromEntries(
    Object.entries(changed).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  return evaluate({
    project,
    stack,
    config: { ...config, values },
    cloud,
    mode,
    ...(deployed && { deployed }),
  });
}

/** The resources of a type, such as `aws:kms/key:Key`. */
export const ofType = (graph: Graph, type: string): GraphResource[] =>
  graph.resources.filter((resource) => resource.type === type);

/** The one resource of a type whose name ends so. */
export function one(graph: Graph, type: string, nameEnd = ""): GraphResource {
  const [found, ...others] = ofType(graph, type).filter(({ name }) => name.endsWith(nameEnd));
  if (!found || others.length > 0) {
    throw new Error(`${found ? others.length + 1 : 0} resources of type ${type} end in "${nameEnd}"`);
  }
  return found;
}

/** A resource's inputs without wrappers. */
export const inputsOf = (resource: GraphResource): Record<string, unknown> =>
  reveal(resource.inputs) as Record<string, unknown>;

/** A resource's outputs without wrappers. */
export const outputsOf = (resource: GraphResource): Record<string, unknown> =>
  reveal(resource.outputs) as Record<string, unknown>;

/** A policy document among a resource's inputs. */
export function statementsOf(resource: GraphResource, input = "policy"): PolicyStatement[] {
  const document = JSON.parse(String(inputsOf(resource)[input])) as { Statement: PolicyStatement[] };
  return document.Statement;
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Principal?: unknown;
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

export const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
