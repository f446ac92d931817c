import { runMap, runParallel } from "./branches";
import { choiceHolds } from "./choice";
import { applyPath, applyResultPath, applyTemplate } from "./dataFlow";
import { type Scope, evaluate } from "./intrinsics";
import { type Json, type JsonObject, isList, isObject } from "./json";
import { Retries, namesError, rulesOf } from "./retry";
import { type Run, type State, scopeOf } from "./run";
import { sleep } from "./sleep";
import { StatesError, runtimeError } from "./statesError";
import { runTask } from "./taskState";

/** Largest input or output of a state, in UTF-8. Source: Step Functions, "Quotas": 256 KiB. */
const LARGEST_PAYLOAD_BYTES = 262_144;

/** Where a state leads: its output, and the next state unless it is the last. */
interface Step {
  readonly output: Json;
  readonly next: string | undefined;
}

/** Runs the states of a machine, a branch or an item processor. @throws StatesError, or the signal's reason */
export async function runStates(machine: JsonObject, input: Json, run: Run): Promise<Json> {
  const states = isObject(machine.States) ? machine.States : {};
  let name = machine.StartAt;
  let data = input;
  for (;;) {
    run.signal.throwIfAborted();
    const state = typeof name === "string" && Object.hasOwn(states, name) ? states[name] : undefined;
    if (typeof name !== "string" || !isState(state))
      throw runtimeError(`There is no state '${String(name)}'`);
    run.history.entered(state.Type, name, data);
    const { output, next } = await runState(name, state, data, run);
    if (Buffer.byteLength(JSON.stringify(output)) > LARGEST_PAYLOAD_BYTES)
      throw new StatesError(
        "States.DataLimitExceeded",
        `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
      );
    run.history.exited(state.Type, name, output);
    if (next === undefined) return output;
    [name, data] = [next, output];
  }
}

const isState = (value: Json | undefined): value is State =>
  isObject(value) && typeof value.Type === "string";

async function runState(name: string, state: State, input: Json, run: Run): Promise<Step> {
  const EnteredTime = new Date(run.scheduler.now()).toISOString();
  const context = (RetryCount: number): JsonObject => ({ State: { EnteredTime, Name: name, RetryCount } });
  const scope = scopeOf(run, input, context(0));
  switch (state.Type) {
    case "Pass":
      return leave(state, input, scope, passResult(state, scope));
    case "Succeed":
      return { output: output(state, through(state, scope), scope), next: undefined };
    case "Fail":
      throw fail(state, scope);
    case "Choice":
      return choose(state, scope);
    case "Wait":
      await sleep(run.scheduler, waitMilliseconds(state, scope, run.scheduler.now()), run.signal);
      return { output: output(state, through(state, scope), scope), next: nextOf(state) };
    case "Task":
    case "Parallel":
    case "Map":
      return withRetries(state, input, run, context);
    default:
      throw runtimeError(`'${state.Type}' is no type of a state`);
  }
}

/** Task, Parallel and Map: what may fail, be tried again and be caught. */
async function withRetries(
  state: State,
  input: Json,
  run: Run,
  context: (retryCount: number) => JsonObject,
): Promise<Step> {
  const retries = new Retries(rulesOf(state.Retry));
  for (;;) {
    const scope = scopeOf(run, input, context(retries.count));
    try {
      return leave(state, input, scope, await perform(state, scope, run));
    } catch (error) {
      if (!(error instanceof StatesError) || run.signal.aborted) throw error;
      const delay = retries.delayAfter(error);
      if (delay !== undefined) {
        await sleep(run.scheduler, delay, run.signal);
        continue;
      }
      const catcher = rulesOf(state.Catch).find((each) => namesError(each, error));
      if (!catcher) throw error;
      const caught = { Error: error.error, Cause: error.cause };
      return { output: applyResultPath(catcher.ResultPath, input, caught), next: String(catcher.Next) };
    }
  }
}

async function perform(state: State, scope: Scope, run: Run): Promise<Json> {
  const effective = { ...scope, input: through(state, scope) };
  switch (state.Type) {
    case "Task":
      return runTask(state, effective, run);
    case "Parallel":
      return runParallel(state, parameters(state, effective), run);
    default:
      return runMap(state, effective, run);
  }
}

const through = (state: State, scope: Scope): Json => applyPath(state.InputPath, scope);

const parameters = (state: State, scope: Scope): Json =>
  state.Parameters === undefined ? scope.input : applyTemplate(state.Parameters, scope);

function passResult(state: State, scope: Scope): Json {
  const effective = { ...scope, input: through(state, scope) };
  return state.Result === undefined ? parameters(state, effective) : state.Result;
}

/** ResultSelector, ResultPath and OutputPath, in this order. */
function leave(state: State, input: Json, scope: Scope, result: Json): Step {
  const selected =
    state.ResultSelector === undefined
      ? result
      : applyTemplate(state.ResultSelector, { ...scope, input: result });
  const combined = applyResultPath(state.ResultPath, input, selected);
  return { output: output(state, combined, scope), next: nextOf(state) };
}

const output = (state: State, value: Json, scope: Scope): Json =>
  applyPath(state.OutputPath, { ...scope, input: value });

const nextOf = (state: State): string | undefined => {
  if (state.End === true) return undefined;
  if (typeof state.Next !== "string") throw runtimeError("A state needs Next, or End: true");
  return state.Next;
};

function choose(state: State, scope: Scope): Step {
  const effective = { ...scope, input: through(state, scope) };
  const rules = isList(state.Choices) ? state.Choices.filter(isObject) : [];
  const next = rules.find((rule) => choiceHolds(rule, effective))?.Next ?? state.Default;
  if (typeof next !== "string")
    throw new StatesError(
      "States.NoChoiceMatched",
      "Failed to transition out of the state: no choice matched.",
    );
  return { output: output(state, effective.input, scope), next };
}

function fail(state: State, scope: Scope): StatesError {
  const text = (name: "Error" | "Cause"): string => {
    const path = state[`${name}Path`];
    const value = typeof path === "string" ? evaluate(path, scope) : state[name];
    return typeof value === "string" ? value : "";
  };
  return new StatesError(text("Error"), text("Cause"));
}

function waitMilliseconds(state: State, scope: Scope, now: number): number {
  const effective = { ...scope, input: through(state, scope) };
  const seconds =
    state.SecondsPath === undefined ? state.Seconds : evaluate(String(state.SecondsPath), effective);
  if (typeof seconds === "number" && seconds >= 0) return seconds * 1000;
  const timestamp =
    state.TimestampPath === undefined ? state.Timestamp : evaluate(String(state.TimestampPath), effective);
  const until = typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(until)) throw runtimeError("A Wait state needs seconds from 0 up, or a timestamp");
  return until - now;
}
