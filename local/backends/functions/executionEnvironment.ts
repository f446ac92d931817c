import { Worker } from "node:worker_threads";
import type { FunctionDeclaration } from "./declaration";
import { endLines, startLine } from "./reports";
import type { Cost } from "./reports";
import type { FunctionFailure, FunctionResult, Invocation } from "./result";
import type { EnvironmentData, EnvironmentMessage, InvokeMessage, RuntimeFailure } from "./runtime/protocol";
import type { RuntimeContext } from "./runtimeContext";
import { environmentVariables, logStream } from "./variables";

/** Lambda's limit for the init phase. Source: "Lambda execution environment lifecycle" in the developer guide. */
const INIT_LIMIT_MS = 10_000;
/** Node itself needs some heap: a worker with less does not start. */
const LEAST_HEAP_MB = 64;
/** Source: "Lambda quotas": 6 MB for synchronous invocations; the number in the message is Lambda's own. */
const LARGEST_PAYLOAD_BYTES = 6_291_556;

/** What a pool wants to hear of its environment. */
export interface EnvironmentOwner {
  /** Ready for an event: after init, and after each invocation. */
  idle(environment: ExecutionEnvironment): void;
  /** It is gone. With a failure when its init failed: no event has been lost. */
  ended(environment: ExecutionEnvironment, initFailure?: FunctionFailure): void;
}

interface Running {
  readonly invocation: Invocation;
  readonly startedAt: number;
  readonly cancelTimeout: () => void;
}

/** One execution environment: a worker thread that takes one event at a time. */
export class ExecutionEnvironment {
  private readonly worker: Worker;
  private readonly madeAt = performance.now();
  private cancelInitLimit: () => void;
  private running: Running | undefined;
  private initMs: number | undefined;
  private over = false;

  constructor(
    private readonly fn: FunctionDeclaration,
    taskRoot: string,
    private readonly context: RuntimeContext,
    private readonly owner: EnvironmentOwner,
  ) {
    const stream = logStream(fn.name, context.random().replaceAll("-", ""));
    const data: EnvironmentData = {
      taskRoot,
      handler: fn.handler,
      functionName: fn.name,
      memorySizeMb: fn.memorySizeMb,
      logGroup: fn.logGroup,
      logStream: stream,
      logFormat: fn.logFormat,
      compiledFolder: context.compiledFolder,
    };
    this.worker = new Worker(context.runtimeFile, {
      name: fn.name,
      workerData: data,
      env: environmentVariables(fn, taskRoot, stream, context.environment(fn)),
      // Nothing of the server's own flags, such as a TypeScript loader.
      execArgv: [],
      argv: [],
      resourceLimits: { maxOldGenerationSizeMb: Math.max(fn.memorySizeMb, LEAST_HEAP_MB) },
    });
    this.worker.on("message", (message: EnvironmentMessage) => this.hear(message));
    this.worker.on("error", (error: NodeJS.ErrnoException) => this.die(this.crash(error)));
    this.worker.on("exit", (code) => this.die(this.exited(code)));
    this.cancelInitLimit = context.timer(INIT_LIMIT_MS, () => {
      const errorMessage = `INIT_REPORT Init Duration: ${INIT_LIMIT_MS}.00 ms\tPhase: init\tStatus: timeout`;
      this.log(errorMessage);
      this.die({ ok: false, kind: "timeout", errorType: "Sandbox.Timedout", errorMessage });
    });
  }

  /** Hands over an event; only when idle. */
  run(invocation: Invocation): void {
    const { requestId, event, traceHeader, invokedFunctionArn } = invocation;
    const timeoutMs = this.fn.timeoutSeconds * 1000;
    this.log(startLine(this.fn, requestId, this.context.clock.now()));
    this.running = {
      invocation,
      startedAt: performance.now(),
      cancelTimeout: this.context.timer(timeoutMs, () => this.timedOut(requestId)),
    };
    const message: InvokeMessage = { requestId, event, timeoutMs, traceHeader, invokedFunctionArn };
    this.worker.postMessage(message);
  }

  /** Ends the environment; an event in flight gets an answer. */
  async stop(): Promise<void> {
    this.die(this.failure("Runtime.ExitError", "Runtime exited: the rehearsal has ended"));
    await this.worker.terminate();
  }

  private hear(message: EnvironmentMessage): void {
    switch (message.kind) {
      case "log":
        return this.log(message.line);
      case "ready":
        if (this.over) return;
        this.cancelInitLimit();
        this.initMs = performance.now() - this.madeAt;
        return this.owner.idle(this);
      case "init-failure":
        return this.die(thrown(message.failure));
      case "result":
        return this.finish(message.requestId, sized(message.payload), message.heapBytes);
      case "failure": {
        const failed = thrown(message.failure);
        return message.fatal ? this.die(failed) : this.finish(message.requestId, failed, message.heapBytes);
      }
    }
  }

  private finish(requestId: string, outcome: Outcome, heapBytes: number): void {
    // Late messages of an event that is already answered are dropped.
    if (this.running?.invocation.requestId !== requestId) return;
    this.answer(outcome, heapBytes);
    this.owner.idle(this);
  }

  private answer(outcome: Outcome, heapBytes: number): void {
    if (this.running === undefined) return;
    const { invocation, startedAt, cancelTimeout } = this.running;
    this.running = undefined;
    cancelTimeout();
    const timedOut = !outcome.ok && outcome.kind === "timeout";
    const cost: Cost = {
      durationMs: timedOut ? this.fn.timeoutSeconds * 1000 : performance.now() - startedAt,
      heapBytes,
      status: timedOut ? "timeout" : outcome.ok ? "success" : "error",
      ...(this.initMs !== undefined && { initMs: this.initMs }),
      ...(!outcome.ok && outcome.errorType !== undefined && { errorType: outcome.errorType }),
    };
    this.initMs = undefined;
    endLines(this.fn, invocation.requestId, this.context.clock.now(), cost).forEach((line) => this.log(line));
    invocation.settle({ ...outcome, requestId: invocation.requestId } as FunctionResult);
  }

  private timedOut(requestId: string): void {
    const time = new Date(this.context.clock.now()).toISOString();
    const errorMessage = `${time} ${requestId} Task timed out after ${this.fn.timeoutSeconds.toFixed(2)} seconds`;
    this.log(errorMessage);
    this.die({ ok: false, kind: "timeout", errorType: "Sandbox.Timedout", errorMessage });
  }

  private die(outcome: FunctionFailure): void {
    if (this.over) return;
    this.over = true;
    this.cancelInitLimit();
    const initialising = this.running === undefined && this.initMs === undefined;
    this.answer(outcome, 0);
    this.owner.ended(this, initialising ? outcome : undefined);
    void this.worker.terminate();
  }

  private crash(error: NodeJS.ErrnoException): FunctionFailure {
    return error.code === "ERR_WORKER_OUT_OF_MEMORY"
      ? this.failure("Runtime.OutOfMemory", "Runtime exited with error: signal: killed")
      : thrown({ errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] });
  }

  private exited(code: number): FunctionFailure {
    return this.failure(
      "Runtime.ExitError",
      code === 0
        ? "Runtime exited without providing a reason"
        : `Runtime exited with error: exit status ${code}`,
    );
  }

  private failure(errorType: string, reason: string): FunctionFailure {
    const requestId = this.running?.invocation.requestId;
    const errorMessage = requestId === undefined ? reason : `RequestId: ${requestId} Error: ${reason}`;
    return { ok: false, kind: "function-error", errorType, errorMessage };
  }

  private log(line: string): void {
    this.context.log(this.fn.name, line);
  }
}

type Outcome = { readonly ok: true; readonly payload: unknown } | FunctionFailure;

const thrown = (failure: RuntimeFailure): FunctionFailure => ({
  ok: false,
  kind: "function-error",
  ...failure,
});

function sized(payload: string): Outcome {
  if (payload.length * 3 > LARGEST_PAYLOAD_BYTES && Buffer.byteLength(payload) > LARGEST_PAYLOAD_BYTES) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_PAYLOAD_BYTES} bytes).`;
    return { ok: false, kind: "function-error", errorType: "Function.ResponseSizeTooLarge", errorMessage };
  }
  return { ok: true, payload: JSON.parse(payload) as unknown };
}
