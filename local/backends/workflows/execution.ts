import type { Scheduler } from "../protocol";
import type { MachineDeclaration } from "./declaration";
import { History, MOST_EVENTS } from "./history";
import { runStates } from "./interpreter";
import type { Json } from "./json";
import type { CallTask, TaskTokens } from "./run";
import { sleep } from "./sleep";
import { StatesError, runtimeError } from "./statesError";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** Source: Step Functions, "Quotas": an express execution lasts five minutes, a standard one a year. */
const LONGEST_MS = { EXPRESS: 5 * 60_000, STANDARD: 365 * 86_400_000 } as const;

export interface ExecutionParts {
  readonly machine: MachineDeclaration;
  readonly arn: string;
  readonly name: string;
  readonly input: Json;
  readonly traceHeader: string | undefined;
  readonly scheduler: Scheduler;
  readonly newId: () => string;
  readonly call: CallTask;
  readonly tokens: TaskTokens;
  readonly log: (line: string) => void;
}

/** One execution of a state machine. */
export class Execution {
  readonly startedAt: number;
  readonly history: History;
  /** Resolves when it ends, however it ends. */
  readonly done: Promise<void>;
  status: ExecutionStatus = "RUNNING";
  stoppedAt: number | undefined;
  output: Json | undefined;
  error: string | undefined;
  cause: string | undefined;
  private readonly control = new AbortController();

  constructor(readonly parts: ExecutionParts) {
    const { scheduler, machine } = parts;
    this.startedAt = scheduler.now();
    this.history = new History(
      () => scheduler.now(),
      (event) => {
        this.log(event);
        if (event.id > MOST_EVENTS)
          this.control.abort(
            runtimeError("The execution reached the maximum number of history events (25000)."),
          );
      },
    );
    const roleArn = machine.roleArn;
    this.history.add("ExecutionStarted", {
      executionStartedEventDetails: {
        input: JSON.stringify(parts.input),
        inputDetails: { truncated: false },
        roleArn,
      },
    });
    this.done = this.run();
  }

  /** Ends it from outside. */
  stop(error: string | undefined, cause: string | undefined): void {
    if (this.status !== "RUNNING") return;
    [this.error, this.cause] = [error, cause];
    this.finish("ABORTED", "ExecutionAborted", { executionAbortedEventDetails: { error, cause } });
    this.control.abort(new StatesError("States.Aborted", cause ?? ""));
  }

  private async run(): Promise<void> {
    const { machine, scheduler, newId, call, tokens, input, arn, name } = this.parts;
    const clock = new AbortController();
    const declared = machine.definition.TimeoutSeconds;
    const limit = typeof declared === "number" ? declared * 1000 : LONGEST_MS[machine.type];
    const timeout = new StatesError("States.Timeout", "");
    sleep(scheduler, Math.min(limit, LONGEST_MS[machine.type]), clock.signal).then(
      () => this.control.abort(timeout),
      () => undefined,
    );
    try {
      if (machine.obstacle !== undefined)
        throw runtimeError(`The rehearsal cannot run ${machine.name}: ${machine.obstacle}.`);
      const output = await runStates(machine.definition, input, {
        scheduler,
        newId,
        history: this.history,
        call,
        tokens,
        signal: this.control.signal,
        context: {
          Execution: {
            Id: arn,
            Input: input,
            Name: name,
            RoleArn: machine.roleArn,
            StartTime: new Date(this.startedAt).toISOString(),
            RedriveCount: 0,
          },
          StateMachine: { Id: machine.arn, Name: machine.name },
        },
      });
      if (this.status !== "RUNNING") return;
      this.output = output;
      this.finish("SUCCEEDED", "ExecutionSucceeded", {
        executionSucceededEventDetails: {
          output: JSON.stringify(output),
          outputDetails: { truncated: false },
        },
      });
    } catch (caught) {
      if (this.status !== "RUNNING") return;
      this.fail(caught === timeout, caught);
    } finally {
      clock.abort();
    }
  }

  private fail(timedOut: boolean, caught: unknown): void {
    const known = caught instanceof StatesError ? caught : runtimeError(`Internal error: ${String(caught)}`);
    this.error = known.error;
    this.cause = known.cause;
    const details = { error: known.error, cause: known.cause };
    if (timedOut) this.finish("TIMED_OUT", "ExecutionTimedOut", { executionTimedOutEventDetails: details });
    else this.finish("FAILED", "ExecutionFailed", { executionFailedEventDetails: details });
  }

  private finish(status: ExecutionStatus, event: string, details: Readonly<Record<string, unknown>>): void {
    this.status = status;
    this.stoppedAt = this.parts.scheduler.now();
    this.history.add(event, details);
  }

  /** Levels as Step Functions has them: FATAL logs what ends an execution, ERROR failures too, ALL everything. */
  private log(
    event: Readonly<Record<string, unknown>> & { readonly type: string; readonly id: number },
  ): void {
    const { machine, arn, log } = this.parts;
    const fatal = /^Execution(Failed|Aborted|TimedOut)$/.test(event.type);
    const error = /(Failed|TimedOut|Aborted)$/.test(event.type);
    if (machine.logLevel === "OFF" || (machine.logLevel === "FATAL" && !fatal)) return;
    if (machine.logLevel === "ERROR" && !error) return;
    const details = Object.fromEntries(
      Object.entries(event)
        .filter(([key]) => key.endsWith("Details"))
        .flatMap(([, value]) => Object.entries(value as object))
        .filter(
          ([key]) =>
            machine.logsData ||
            !["input", "output", "parameters", "inputDetails", "outputDetails"].includes(key),
        ),
    );
    log(
      JSON.stringify({
        id: String(event.id),
        type: event.type,
        details,
        previous_event_id: String(event.previousEventId),
        event_timestamp: String(Math.round(Number(event.timestamp) * 1000)),
        execution_arn: arn,
      }),
    );
  }
}
