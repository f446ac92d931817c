import type { FunctionDeclaration } from "./declaration";
import { ExecutionEnvironment } from "./executionEnvironment";
import type { EnvironmentOwner } from "./executionEnvironment";
import type { FunctionFailure, Invocation } from "./result";
import type { RuntimeContext } from "./runtimeContext";

/**
 * The execution environments of one function: warm ones are reused, latest first; more are made while events wait,
 * up to a cap. Reserved concurrency throttles at once, as on AWS; the local cap, which AWS does not know, queues.
 */
export class Pool implements EnvironmentOwner {
  private readonly idleEnvironments: ExecutionEnvironment[] = [];
  private readonly environments = new Set<ExecutionEnvironment>();
  private readonly queue: Invocation[] = [];
  private readonly waitingForWarmth: ((failure?: FunctionFailure) => void)[] = [];
  private readonly starting = new Set<ExecutionEnvironment>();
  private retired = false;
  private failureTold = false;

  constructor(
    private readonly fn: FunctionDeclaration,
    private readonly taskRoot: string,
    private readonly context: RuntimeContext,
    private readonly cap: number,
    private readonly onEmpty: () => void,
  ) {}

  /** Runs the event, or queues it, or answers that the function is throttled. */
  invoke(invocation: Invocation): void {
    const reserved = this.fn.reservedConcurrency;
    if (reserved !== undefined && this.busy() + this.queue.length >= reserved)
      return invocation.settle(throttled());
    this.queue.push(invocation);
    this.pump();
  }

  /** Takes an event back that has not started. */
  withdraw(invocation: Invocation): void {
    const index = this.queue.indexOf(invocation);
    if (index >= 0) this.queue.splice(index, 1);
  }

  /** Whether it has an environment. */
  isWarm(): boolean {
    return this.environments.size > 0;
  }

  /** Makes one environment, if there is none. Resolves when it is ready, or to how it failed. */
  async warm(): Promise<FunctionFailure | undefined> {
    if (this.environments.size === 0) this.start();
    if (this.starting.size === 0) return undefined;
    return new Promise((resolve) => this.waitingForWarmth.push(resolve));
  }

  /** Lets events in flight finish, ends all else, and hands back what has not started. */
  retire(): Invocation[] {
    this.retired = true;
    for (const environment of this.idleEnvironments.splice(0)) void environment.stop();
    this.emptied();
    return this.queue.splice(0);
  }

  /** Ends everything now. */
  async close(): Promise<void> {
    this.retired = true;
    const closing = { ok: false, kind: "function-error", errorType: "Runtime.ExitError" } as const;
    for (const { settle } of this.queue.splice(0))
      settle({ ...closing, errorMessage: "The rehearsal has ended" });
    await Promise.all([...this.environments].map((environment) => environment.stop()));
  }

  idle(environment: ExecutionEnvironment): void {
    if (this.starting.delete(environment)) this.started();
    if (this.retired) return void environment.stop();
    this.idleEnvironments.push(environment);
    this.pump();
  }

  ended(environment: ExecutionEnvironment, initFailure?: FunctionFailure): void {
    this.environments.delete(environment);
    const index = this.idleEnvironments.indexOf(environment);
    if (index >= 0) this.idleEnvironments.splice(index, 1);
    if (this.starting.delete(environment)) {
      if (initFailure) this.tell(initFailure);
      this.started(initFailure);
      // The next event fails with it; all of them when no other environment could take them.
      const failed = initFailure
        ? this.queue.splice(0, this.environments.size === 0 ? this.queue.length : 1)
        : [];
      for (const { settle, requestId } of failed) settle({ ...initFailure, requestId } as FunctionFailure);
    }
    this.emptied();
    this.pump();
  }

  private busy(): number {
    return this.environments.size - this.idleEnvironments.length - this.starting.size;
  }

  private pump(): void {
    if (this.retired) return;
    for (;;) {
      const environment = this.queue.length > 0 ? this.idleEnvironments.pop() : undefined;
      const invocation = environment && this.queue.shift();
      if (!environment || !invocation) break;
      environment.run(invocation);
    }
    while (this.queue.length > this.starting.size && this.environments.size < this.cap) this.start();
  }

  private start(): void {
    const environment = new ExecutionEnvironment(this.fn, this.taskRoot, this.context, this);
    this.environments.add(environment);
    this.starting.add(environment);
  }

  private started(failure?: FunctionFailure): void {
    for (const resolve of this.waitingForWarmth.splice(0)) resolve(failure);
  }

  /** Whoever waits for warmth gets to know it; of an event's failure only its caller would. */
  private tell(failure: FunctionFailure): void {
    if (this.failureTold || this.retired || this.waitingForWarmth.length > 0) return;
    this.failureTold = true;
    this.context.onLoadFailure(this.fn, failure);
  }

  private emptied(): void {
    if (this.retired && this.environments.size === 0) this.onEmpty();
  }
}

/** Source: TooManyRequestsException of Lambda's Invoke, reason ReservedFunctionConcurrentInvocationLimitExceeded. */
const throttled = (): FunctionFailure => ({
  ok: false,
  kind: "throttled",
  errorType: "TooManyRequestsException",
  errorMessage: "Rate Exceeded.",
});
