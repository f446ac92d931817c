import type { Scheduler } from "../protocol";
import type { History } from "./history";
import type { Scope } from "./intrinsics";
import type { Json, JsonObject } from "./json";

/** Calls what a Task state names. Rejects with a StatesError. */
export type CallTask = (call: TaskCall) => Promise<Json>;

export interface TaskCall {
  /** The Task state's Resource. */
  readonly resource: string;
  readonly parameters: Json;
  /** For `.waitForTaskToken`: settles when the token is sent back. */
  readonly callback: Promise<Json> | undefined;
  readonly executionArn: string;
  readonly signal: AbortSignal;
}

/** Hands out task tokens, and settles them when they come back. */
export interface TaskTokens {
  issue(
    heartbeatMs: number | undefined,
    signal: AbortSignal,
  ): { readonly token: string; readonly callback: Promise<Json> };
}

/** What one execution, or one branch of it, runs with. */
export interface Run {
  readonly scheduler: Scheduler;
  /** Makes UUIDs. */
  readonly newId: () => string;
  readonly history: History;
  readonly call: CallTask;
  readonly tokens: TaskTokens;
  readonly signal: AbortSignal;
  /** The context object, `$$`, without its State, Map and Task. */
  readonly context: JsonObject;
}

/** A state as its definition has it. */
export interface State extends JsonObject {
  readonly Type: string;
}

/** What paths of a state are evaluated against. */
export const scopeOf = (run: Run, input: Json, more: JsonObject = {}): Scope => ({
  input,
  context: { ...run.context, ...more },
  newId: run.newId,
});
