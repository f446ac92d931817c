import { block, declared, text } from "../../graph/declared";
import type { Graph } from "../../graph/graph";
import { type Json, type JsonObject, isList, isObject } from "./json";

/** A state machine as the program declares it. */
export interface MachineDeclaration {
  readonly name: string;
  readonly arn: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly roleArn: string;
  readonly definitionText: string;
  readonly definition: JsonObject;
  /** Why it cannot run here, when it cannot. */
  readonly obstacle: string | undefined;
  readonly createdAt: number;
  readonly logLevel: "ALL" | "ERROR" | "FATAL" | "OFF";
  readonly logsData: boolean;
  /** ARN or name of the log group. */
  readonly logGroup: string | undefined;
}

/** The state machines of a graph. */
export const declaredMachines = (graph: Graph): MachineDeclaration[] =>
  declared(graph, "aws:sfn/stateMachine:StateMachine").map(({ resource, values }) => {
    const name = text(values.name) ?? resource.name;
    const definitionText = text(values.definition) ?? "";
    const definition = parse(definitionText);
    const logging = block(values.loggingConfiguration);
    const level = logging.level;
    return {
      name,
      arn: text(values.arn) ?? resource.id ?? `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`,
      type: values.type === "EXPRESS" ? "EXPRESS" : "STANDARD",
      roleArn: text(values.roleArn) ?? "",
      definitionText,
      definition: definition ?? {},
      obstacle: definition === undefined ? "its definition is not JSON" : obstacle(definition),
      createdAt: Date.parse(text(values.creationDate) ?? "") || 0,
      logLevel: level === "ALL" || level === "ERROR" || level === "FATAL" ? level : "OFF",
      logsData: logging.includeExecutionData === true,
      logGroup: text(logging.logDestination),
    };
  });

function parse(definition: string): JsonObject | undefined {
  try {
    const value = JSON.parse(definition) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What the States Language has and the rehearsal has not. Nothing of it is passed over in silence. */
function obstacle(machine: JsonObject): string | undefined {
  if (machine.QueryLanguage === "JSONata") return "it is written in JSONata, and a rehearsal runs JSONPath";
  const states = isObject(machine.States) ? Object.entries(machine.States) : [];
  for (const [name, state] of states) {
    if (!isObject(state)) continue;
    if (state.QueryLanguage === "JSONata")
      return `state ${name} is written in JSONata, and a rehearsal runs JSONPath`;
    if (state.Assign !== undefined) return `state ${name} assigns variables, which a rehearsal does not have`;
    const processor = isObject(state.ItemProcessor) ? state.ItemProcessor : undefined;
    const mode = isObject(processor?.ProcessorConfig) ? processor.ProcessorConfig.Mode : undefined;
    if (mode === "DISTRIBUTED" || state.ItemReader !== undefined)
      return `state ${name} is a distributed map, and a rehearsal runs inline ones`;
    const inner = [processor, state.Iterator, ...(isList(state.Branches) ? state.Branches : [])].filter(
      isObject,
    );
    const found = inner.map(obstacle).find((each) => each !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}
