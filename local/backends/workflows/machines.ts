import type { Graph } from "../../graph/graph";
import type { FunctionResult } from "../functions";
import { type Scheduler, ServiceError } from "../protocol";
import { type MachineDeclaration, declaredMachines } from "./declaration";
import { Execution } from "./execution";
import type { Json, JsonObject } from "./json";
import type { CallTask } from "./run";
import { serviceTasks } from "./serviceTask";
import { StatesError } from "./statesError";
import { PendingTokens } from "./taskTokens";

export interface WorkflowsOptions {
  readonly scheduler: Scheduler;
  /** Makes UUIDs. */
  readonly newId: () => string;
  readonly invoke: (functionArn: string, event: unknown) => Promise<FunctionResult>;
  /** Base URL of a service for Task states, named as in its host name (`sqs`, `dynamodb` …). */
  readonly endpointOf: (service: string) => string | undefined;
  /** A line of a machine's log group, given by name or ARN. */
  readonly log: (logGroup: string, line: string) => void;
}

/** The declared Step Functions state machines, behind the endpoint that an AWS SDK or an integration talks to. */

/** Finished executions that are kept for those who ask; AWS keeps them for 90 days. */
const MOST_KEPT = 1_000;

/** The state machines, and what runs on them. */
export class Machines {
  readonly executions = new Map<string, Execution>();
  readonly tokens: PendingTokens;
  private machines: readonly MachineDeclaration[] = [];
  private readonly call: CallTask;

  constructor(private readonly options: WorkflowsOptions) {
    this.tokens = new PendingTokens(options.scheduler, options.newId);
    this.call = serviceTasks({
      invoke: options.invoke,
      endpointOf: options.endpointOf,
      startNested: (parameters, signal) => this.startNested(parameters, signal),
    });
  }

  get notices(): readonly string[] {
    return this.machines.flatMap(({ name, obstacle }) =>
      obstacle === undefined ? [] : [`The state machine ${name} fails each execution: ${obstacle}.`],
    );
  }

  get all(): readonly MachineDeclaration[] {
    return this.machines;
  }

  reload(graph: Graph): void {
    this.machines = declaredMachines(graph);
  }

  /** By ARN, with or without a version or alias. @throws ServiceError */
  find(arn: string): MachineDeclaration {
    if (!/^arn:[^:]+:states:[^:]*:\d*:stateMachine:.+/.test(arn))
      throw new ServiceError("InvalidArn", `Invalid Arn: '${arn}'`);
    const machine = this.machines.find((each) => arn === each.arn || arn.startsWith(`${each.arn}:`));
    if (!machine)
      throw new ServiceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  start(machine: MachineDeclaration, name: string, input: Json, traceHeader?: string): Execution {
    const { scheduler, newId, log } = this.options;
    const express = machine.type === "EXPRESS";
    const arn = express
      ? `${machine.arn.replace(":stateMachine:", ":express:")}:${name}:${newId()}`
      : `${machine.arn.replace(":stateMachine:", ":execution:")}:${name}`;
    const execution = new Execution({
      machine,
      arn,
      name,
      input,
      traceHeader,
      scheduler,
      newId,
      call: this.call,
      tokens: this.tokens,
      log: (line) => {
        if (machine.logGroup !== undefined) log(machine.logGroup, line);
      },
    });
    this.executions.set(arn, execution);
    if (this.executions.size > MOST_KEPT) this.forgetOne();
    return execution;
  }

  /** A name for an execution that was given none. */
  newName(): string {
    return this.options.newId();
  }

  stop(): void {
    for (const execution of this.executions.values()) execution.stop(undefined, "The rehearsal has ended");
  }

  private forgetOne(): void {
    for (const [arn, { status }] of this.executions)
      if (status !== "RUNNING") return void this.executions.delete(arn);
  }

  private startNested(
    parameters: JsonObject,
    signal: AbortSignal,
  ): { started: JsonObject; done: Promise<Json> } {
    const { StateMachineArn, Name, Input } = parameters;
    try {
      const machine = this.find(String(StateMachineArn));
      const execution = this.start(
        machine,
        typeof Name === "string" ? Name : this.options.newId(),
        Input ?? {},
      );
      signal.addEventListener("abort", () => execution.stop(undefined, "Its parent has ended"), {
        once: true,
      });
      const { arn } = execution.parts;
      const done = execution.done.then(() => {
        const { status, error, cause, output } = execution;
        const result = {
          ExecutionArn: arn,
          StateMachineArn: machine.arn,
          Status: status,
          Output: output ?? null,
        };
        if (status === "SUCCEEDED") return result;
        throw new StatesError(
          "States.TaskFailed",
          JSON.stringify({ ...result, Error: error ?? null, Cause: cause ?? null }),
        );
      });
      return { started: { ExecutionArn: arn, StartDate: new Date(execution.startedAt).toISOString() }, done };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw new StatesError(`StepFunctions.${error.exception}Exception`, error.message);
    }
  }
}
