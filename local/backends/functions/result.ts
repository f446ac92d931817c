/** The outcome of one invocation. */
export type FunctionResult = FunctionSuccess | FunctionFailure;

export interface FunctionSuccess {
  readonly ok: true;
  /** What the handler returned, after a round trip through JSON. */
  readonly payload: unknown;
  readonly requestId: string;
}

export interface FunctionFailure {
  readonly ok: false;
  /**
   * `function-error`: the handler or its runtime failed (X-Amz-Function-Error on AWS). `timeout`: it took longer than
   * declared. `not-found`: no such function or qualifier. `throttled`: reserved concurrency is used up (429 on AWS).
   */
  readonly kind: "function-error" | "timeout" | "not-found" | "throttled";
  readonly errorType?: string;
  readonly errorMessage?: string;
  /** Stack of the thrown error, as Lambda returns it. */
  readonly trace?: readonly string[];
  readonly requestId?: string;
}

/** An invocation on its way through a function's pool. */
export interface Invocation {
  readonly requestId: string;
  /** The event as JSON. */
  readonly event: string;
  readonly invokedFunctionArn: string;
  readonly traceHeader: string;
  readonly settle: (result: FunctionResult) => void;
}
