import { applyTemplate } from "./dataFlow";
import { runStates } from "./interpreter";
import { type Scope, evaluate } from "./intrinsics";
import { type Json, type JsonObject, isList, isObject } from "./json";
import { type Run, type State } from "./run";
import { StatesError, runtimeError } from "./statesError";

/** Runs all branches on the same input; the first that fails ends the others. @throws StatesError */
export async function runParallel(state: State, input: Json, run: Run): Promise<Json> {
  const branches = isList(state.Branches) ? state.Branches.filter(isObject) : [];
  return together(run, branches.length, branches.length, (index, branch) =>
    runStates(branches[index] as JsonObject, input, branch),
  );
}

/** Runs the item processor on each item, at most MaxConcurrency at a time. Inline mode. @throws StatesError */
export async function runMap(state: State, scope: Scope, run: Run): Promise<Json> {
  const processor = isObject(state.ItemProcessor) ? state.ItemProcessor : state.Iterator;
  if (!isObject(processor)) throw runtimeError("A Map state needs an ItemProcessor");
  const items = state.ItemsPath === undefined ? scope.input : evaluate(String(state.ItemsPath), scope);
  if (!isList(items))
    throw runtimeError(`Reference path "${String(state.ItemsPath ?? "$")}" must point to array.`);
  const selector = state.ItemSelector ?? state.Parameters;
  const limit =
    typeof state.MaxConcurrency === "number" && state.MaxConcurrency > 0 ? state.MaxConcurrency : 40;
  run.history.add("MapStateStarted", { mapStateStartedEventDetails: { length: items.length } });
  const context = isObject(scope.context) ? scope.context : {};
  const tolerated = toleratedFailures(state, items.length);
  let failures = 0;
  const results = await together(run, items.length, limit, async (Index, branch) => {
    const Value = items[Index] as Json;
    const withItem = { ...context, Map: { Item: { Index, Value } } };
    const input = selector === undefined ? Value : applyTemplate(selector, { ...scope, context: withItem });
    try {
      return await runStates(processor, input, {
        ...branch,
        context: { ...branch.context, Map: withItem.Map },
      });
    } catch (error) {
      if (!(error instanceof StatesError) || tolerated === 0) throw error;
      if (++failures > tolerated)
        throw new StatesError(
          "States.ExceedToleratedFailureThreshold",
          "The specified tolerated failure threshold was exceeded",
        );
      return { Error: error.error, Cause: error.cause };
    }
  });
  run.history.add("MapStateSucceeded");
  return results;
}

function toleratedFailures(state: State, items: number): number {
  const { ToleratedFailureCount: count, ToleratedFailurePercentage: percentage } = state;
  return Math.max(
    typeof count === "number" ? count : 0,
    typeof percentage === "number" ? Math.floor((items * percentage) / 100) : 0,
  );
}

/** Runs so many branches, at most `limit` at a time; the first failure aborts the rest and is the failure of all. */
async function together(
  run: Run,
  count: number,
  limit: number,
  work: (index: number, branch: Run) => Promise<Json>,
): Promise<Json[]> {
  const group = new AbortController();
  const abort = (): void => group.abort(run.signal.reason);
  run.signal.addEventListener("abort", abort, { once: true });
  const branch = { ...run, signal: group.signal };
  const results: Json[] = new Array<Json>(count);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      results[index] = await work(index, branch);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
    return results;
  } finally {
    run.signal.removeEventListener("abort", abort);
    group.abort(new StatesError("States.BranchFailed", "Another branch failed"));
  }
}
