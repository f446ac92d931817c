import { applyTemplate } from "./dataFlow";
import { type Scope, evaluate } from "./intrinsics";
import { type Json, isObject } from "./json";
import type { Run, State } from "./run";
import { sleep, unlessAborted } from "./sleep";
import { StatesError, runtimeError } from "./statesError";

/** Runs a Task state once. @throws StatesError */
export async function runTask(state: State, scope: Scope, run: Run): Promise<Json> {
  const resource = String(state.Resource);
  const seconds = (name: "TimeoutSeconds" | "HeartbeatSeconds"): number | undefined => {
    const path = state[`${name}Path`];
    const value = typeof path === "string" ? evaluate(path, scope) : state[name];
    if (value !== undefined && typeof value !== "number") throw runtimeError(`${name} must be a number`);
    return value;
  };
  const task = new AbortController();
  const abort = (): void => task.abort(run.signal.reason);
  run.signal.addEventListener("abort", abort, { once: true });
  try {
    const heartbeat = seconds("HeartbeatSeconds");
    const token = resource.endsWith(".waitForTaskToken")
      ? run.tokens.issue(heartbeat === undefined ? undefined : heartbeat * 1000, task.signal)
      : undefined;
    const context = isObject(scope.context) ? scope.context : {};
    const taskScope =
      token === undefined ? scope : { ...scope, context: { ...context, Task: { Token: token.token } } };
    const parameters =
      state.Parameters === undefined ? scope.input : applyTemplate(state.Parameters, taskScope);
    run.history.add("TaskScheduled", {
      taskScheduledEventDetails: { ...resourceParts(resource), parameters: JSON.stringify(parameters) },
    });
    const execution = isObject(context.Execution) ? context.Execution : {};
    const work = run.call({
      resource,
      parameters,
      callback: token?.callback,
      executionArn: String(execution.Id),
      signal: task.signal,
    });
    const result = await withinTime(work, seconds("TimeoutSeconds"), run, task);
    run.history.add("TaskSucceeded", {
      taskSucceededEventDetails: { ...resourceParts(resource), output: JSON.stringify(result) },
    });
    return result;
  } catch (error) {
    if (error instanceof StatesError)
      run.history.add(error.error === "States.Timeout" ? "TaskTimedOut" : "TaskFailed", {
        [error.error === "States.Timeout" ? "taskTimedOutEventDetails" : "taskFailedEventDetails"]: {
          ...resourceParts(resource),
          error: error.error,
          cause: error.cause,
        },
      });
    throw error;
  } finally {
    run.signal.removeEventListener("abort", abort);
    // Whatever still waits for this task, such as a token, is over.
    task.abort(new StatesError("States.TaskFailed", "The task is over"));
  }
}

async function withinTime(
  work: Promise<Json>,
  seconds: number | undefined,
  run: Run,
  task: AbortController,
): Promise<Json> {
  const guarded = unlessAborted(work, task.signal);
  if (seconds === undefined) return guarded;
  const clock = new AbortController();
  sleep(run.scheduler, seconds * 1000, clock.signal).then(
    () => task.abort(new StatesError("States.Timeout", "")),
    () => undefined,
  );
  return guarded.finally(() => clock.abort());
}

/** `arn:aws:states:::sqs:sendMessage` → type `sqs`, resource `sendMessage`; a function's ARN stands for `lambda`. */
function resourceParts(resource: string): { resourceType: string; resource: string } {
  const [, , service = "", , , ...rest] = resource.split(":");
  if (service !== "states") return { resourceType: service, resource };
  return { resourceType: rest.slice(0, -1).join(":") || "states", resource: rest.at(-1) ?? resource };
}
