import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Graph } from "../../graph/graph";
import { readAddress } from "./address";
import { type Edits, namedFiles, readCode, writeCode } from "./code";
import { declaredFunctions } from "./declaration";
import type { FunctionDeclaration } from "./declaration";
import { type LoadFailure, LoadFailures } from "./loadFailure";
import { Pool } from "./pool";
import type { FunctionFailure, FunctionResult, Invocation } from "./result";
import type { RuntimeContext, Timer } from "./runtimeContext";
import { writeRuntime } from "./runtimeFiles";

export interface FunctionsOptions {
  /** The program's folder: asset paths are relative to it. */
  readonly programDir: string;
  /** Variables that the rehearsal adds to a function's environment, such as AWS_ENDPOINT_URL_DYNAMODB. */
  readonly environment: (fn: FunctionDeclaration) => Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly clock: { now(): number };
  /** A line of a function's log. */
  readonly log: (functionName: string, line: string) => void;
  /** Code that does not load, when an event needs it: the first time of each code. @default its caller alone knows */
  readonly onLoadFailure?: (failure: LoadFailure) => void;
  /** Makes UUIDs. @default node's randomUUID */
  readonly random?: () => string;
  /** @default setTimeout */
  readonly timer?: Timer;
  /** Most execution environments per function on this machine. @default twice the processors, 4 to 16 */
  readonly concurrency?: number;
  /** Keeps V8's code of large files from one rehearsal to the next. @default kept as long as this one */
  readonly compiledFolder?: string;
}

export interface InvokeOptions {
  /** Stops waiting: the promise rejects with the signal's reason. A handler that has started runs on, as on AWS. */
  readonly signal?: AbortSignal;
  /** The request's X-Amzn-Trace-Id. @default a new root, not sampled */
  readonly traceHeader?: string;
}

/** The declared Lambda functions, running in worker threads. */
export interface Functions {
  /** Runs a function. The target is a name, an ARN with or without a qualifier, or API Gateway's invoke ARN. */
  invoke(target: string, event: unknown, options?: InvokeOptions): Promise<FunctionResult>;
  /**
   * Takes a new graph: changed functions start afresh, events in flight finish on the old code. Those that had an
   * environment, and those of other code, have loaded by then. The edits are those of the graph's files since it was made.
   * @throws LoadFailures when some do not load: then all stays as it was
   */
  reload(graph: Graph, edits?: Edits): Promise<void>;
  /** Takes edits of the functions' files, as {@link reload} does. */
  edit(edits: Edits): Promise<void>;
  /** What is declared of functions and not executed here; a sentence each. */
  readonly notices: readonly string[];
  /** The declared functions, by declaration order. */
  readonly declarations: readonly FunctionDeclaration[];
  close(): Promise<void>;
}

/** One declared function in service. */
interface Served {
  readonly fn: FunctionDeclaration;
  /** Changes when anything does that an execution environment has taken in. */
  readonly fingerprint: string;
  /** Of its code alone. */
  readonly sha256: string;
  readonly pool: Pool | undefined;
  /** Why it cannot run, when it cannot. */
  readonly problem?: string;
}

/** Serves the functions of a graph. Nothing starts before the first invocation. */
export function createFunctions(graph: Graph, options: FunctionsOptions): Functions {
  return new LocalFunctions(graph, options);
}

class LocalFunctions implements Functions {
  private readonly folder = mkdtempSync(join(tmpdir(), "gatehouse-functions-"));
  private readonly context: RuntimeContext;
  private readonly cap: number;
  private readonly removeFolder = (): void => rmSync(this.folder, { recursive: true, force: true });
  private readonly retiring = new Set<Pool>();
  private served = new Map<string, Served>();
  private folders = 0;

  constructor(
    graph: Graph,
    private readonly options: FunctionsOptions,
  ) {
    process.once("exit", this.removeFolder);
    this.cap = options.concurrency ?? Math.min(16, Math.max(4, 2 * availableParallelism()));
    this.context = {
      clock: options.clock,
      log: options.log,
      environment: options.environment,
      random: options.random ?? randomUUID,
      timer: options.timer ?? realTimer,
      onLoadFailure: (fn, failure) => options.onLoadFailure?.(this.loadFailure(fn, failure)),
      runtimeFile: this.prepareRuntime(),
      compiledFolder: options.compiledFolder ?? join(this.folder, "compiled"),
    };
    this.served = new Map(
      declaredFunctions(graph).map((fn) => [fn.name, this.serve(fn, undefined, new Map())]),
    );
  }

  get declarations(): readonly FunctionDeclaration[] {
    return [...this.served.values()].map(({ fn }) => fn);
  }

  get notices(): readonly string[] {
    const perFunction = [...this.served.values()].flatMap(({ fn, problem }) => [
      ...fn.notRehearsed.map((what) => `Lambda function ${fn.name}: ${what}`),
      ...(problem === undefined ? [] : [`Lambda function ${fn.name} cannot run: ${problem}`]),
    ]);
    return [...perFunction, ...this.runtimeNotice()];
  }

  reload(graph: Graph, edits: Edits = new Map()): Promise<void> {
    return this.change(declaredFunctions(graph), (fn, before) => this.serve(fn, before, edits));
  }

  edit(edits: Edits): Promise<void> {
    return this.change(this.declarations, (fn, before) =>
      before && !this.filesOf(fn).some((file) => edits.has(file)) ? before : this.serve(fn, before, edits),
    );
  }

  private async change(
    declarations: readonly FunctionDeclaration[],
    serve: (fn: FunctionDeclaration, before: Served | undefined) => Served,
  ): Promise<void> {
    const before = this.served;
    const after = new Map(declarations.map((fn) => [fn.name, serve(fn, before.get(fn.name))]));
    const made = [...after].filter(([name, { pool }]) => pool !== before.get(name)?.pool);
    const loading = made.map(async ([name, { fn, pool, sha256 }]): Promise<LoadFailure | undefined> => {
      const old = before.get(name);
      const failure = old?.pool?.isWarm() || old?.sha256 !== sha256 ? await pool?.warm() : undefined;
      return failure && this.loadFailure(fn, failure);
    });
    const failures = (await Promise.all(loading)).filter((failure) => failure !== undefined);
    if (failures.length > 0) {
      for (const [, { pool }] of made) pool?.retire();
      throw new LoadFailures(failures);
    }
    this.served = after;
    for (const [name, { pool }] of before) if (pool) this.replace(pool, after.get(name)?.pool);
  }

  async invoke(target: string, event: unknown, options: InvokeOptions = {}): Promise<FunctionResult> {
    const address = readAddress(target);
    const served = address && this.served.get(address.name);
    if (!address || !served || (address.arn !== undefined && address.arn !== served.fn.arn))
      return notFound(target);
    if (address.qualifier !== undefined && !isDeclared(served.fn, address.qualifier)) return notFound(target);
    const { fn, pool, problem } = served;
    if (!pool)
      return {
        ok: false,
        kind: "function-error",
        errorType: "Runtime.NotRehearsed",
        errorMessage: `${fn.name}: ${problem}`,
      };
    const { signal } = options;
    signal?.throwIfAborted();
    return new Promise<FunctionResult>((resolve, reject) => {
      const invocation: Invocation = {
        requestId: this.context.random(),
        event: JSON.stringify(event) ?? "null",
        invokedFunctionArn: address.qualifier === undefined ? fn.arn : `${fn.arn}:${address.qualifier}`,
        traceHeader: options.traceHeader ?? this.traceHeader(),
        settle: (result) => {
          signal?.removeEventListener("abort", abort);
          resolve(result);
        },
      };
      const abort = (): void => {
        this.served.get(fn.name)?.pool?.withdraw(invocation);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", abort, { once: true });
      pool.invoke(invocation);
    });
  }

  async close(): Promise<void> {
    process.removeListener("exit", this.removeFolder);
    const pools = [...this.retiring, ...[...this.served.values()].flatMap(({ pool }) => pool ?? [])];
    await Promise.all(pools.map((pool) => pool.close()));
    this.removeFolder();
  }

  private serve(fn: FunctionDeclaration, before: Served | undefined, edits: Edits): Served {
    try {
      if (fn.obstacle !== undefined) throw new Error(fn.obstacle);
      const code = readCode(fn.code, this.options.programDir, edits);
      const fingerprint = JSON.stringify([
        code.sha256,
        { ...fn, code: undefined },
        this.options.environment(fn),
      ]);
      const { sha256 } = code;
      if (before?.pool && before.fingerprint === fingerprint)
        return { fn, fingerprint, sha256, pool: before.pool };
      const taskRoot = join(this.folder, `task-${this.folders++}`);
      writeCode(code, taskRoot);
      const remove = (): void => rmSync(taskRoot, { recursive: true, force: true });
      const pool: Pool = new Pool(fn, taskRoot, this.context, this.cap, () => {
        this.retiring.delete(pool);
        remove();
      });
      return { fn, fingerprint, sha256, pool };
    } catch (error) {
      return { fn, fingerprint: "", sha256: "", pool: undefined, problem: (error as Error).message };
    }
  }

  private replace(old: Pool, next: Pool | undefined): void {
    if (old === next) return;
    this.retiring.add(old);
    for (const invocation of old.retire()) {
      if (next) next.invoke(invocation);
      else invocation.settle(notFound(invocation.invokedFunctionArn));
    }
  }

  private filesOf(fn: FunctionDeclaration): readonly string[] {
    return namedFiles(fn.code, this.options.programDir);
  }

  private loadFailure(fn: FunctionDeclaration, failure: FunctionFailure): LoadFailure {
    return { fn, files: this.filesOf(fn), failure };
  }

  /** One Node runs them all: another major version may lack what a handler uses. */
  private runtimeNotice(): string[] {
    const own = `nodejs${process.versions.node.split(".")[0]}.x`;
    const runtimes = new Set(this.declarations.map(({ runtime }) => runtime));
    const others = [...runtimes].filter((runtime) => runtime.startsWith("nodejs") && runtime !== own).sort();
    return others.length === 0
      ? []
      : [`Lambda runtime ${others.join(", ")} is rehearsed on ${own}, this machine's Node`];
  }

  /** The worker's program, and what Lambda's Node runtimes bring along: the AWS SDK. */
  private prepareRuntime(): string {
    const modules = join(this.folder, "node_modules");
    mkdirSync(modules);
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ private: true, type: "commonjs" }));
    const client = dirname(require.resolve("@aws-sdk/client-dynamodb/package.json"));
    symlinkSync(dirname(client), join(modules, "@aws-sdk"), "dir");
    const runtime = join(this.folder, "runtime");
    mkdirSync(runtime);
    return writeRuntime(runtime);
  }

  private traceHeader(): string {
    const hex = this.context.random().replaceAll("-", "");
    const seconds = Math.floor(this.context.clock.now() / 1000);
    return `Root=1-${seconds.toString(16).padStart(8, "0")}-${hex.slice(0, 24)};Parent=${hex.slice(0, 16)};Sampled=0`;
  }
}

const realTimer: Timer = (milliseconds, run) => {
  const timeout = setTimeout(run, milliseconds);
  return () => clearTimeout(timeout);
};

const isDeclared = (fn: FunctionDeclaration, qualifier: string): boolean =>
  qualifier === "$LATEST" || fn.qualifiers[qualifier] !== undefined;

const notFound = (target: string): FunctionResult => ({
  ok: false,
  kind: "not-found",
  errorType: "ResourceNotFoundException",
  errorMessage: `Function not found: ${target}`,
});
