import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { keepCompiledCode } from "./compiledCode";
import { failureOf } from "./failures";
import { loadHandler } from "./handler";
import type { Handler } from "./handler";
import { captureOutput } from "./logging";
import { stayOnThisMachine } from "./network";
import type { EnvironmentData, EnvironmentMessage, InvokeMessage } from "./protocol";

/*
 * Runs in a worker thread: one execution environment of one function, after Lambda's Node runtime
 * (aws-lambda-nodejs-runtime-interface-client). It is transpiled on its own and knows nothing of the rehearsal.
 */
if (parentPort === null) throw new Error("the function runtime runs in a worker thread only");
const port = parentPort;
const data = workerData as EnvironmentData;

interface Invocation {
  readonly requestId: string;
  /** Ends the invocation; what comes later of it is ignored, as on AWS. */
  readonly settle: (
    outcome: { readonly result: unknown } | { readonly thrown: unknown; readonly fatal?: boolean },
  ) => void;
  /** What a callback handed over, until the event loop is empty. */
  pending?: () => void;
}

let current: Invocation | undefined;
const say = (message: EnvironmentMessage): void => port.postMessage(message);
const heapBytes = (): number => getHeapStatistics().used_heap_size;

const log = captureOutput(
  data,
  () => current?.requestId,
  (line) => say({ kind: "log", line }),
);
stayOnThisMachine((line) => say({ kind: "log", line }));
// Thread-unaware habits of handlers, kept away from the server's process.
process.cwd = () => data.taskRoot;
process.kill = (pid) => {
  if (pid === process.pid) process.exit(137);
  throw Object.assign(new Error("kill EPERM"), { code: "EPERM", syscall: "kill" });
};

process.on("unhandledRejection", (reason) => {
  const error = Object.assign(new Error(String(reason)), { name: "Runtime.UnhandledPromiseRejection" });
  if (reason instanceof Error) error.stack = `${error.name}: ${reason.stack ?? reason.message}`;
  endWith(error, 128);
});
process.on("uncaughtException", (error) => endWith(error, 129));
// A callback's result waits for an empty event loop; a handler that never answers ends there too, with null.
process.on("beforeExit", () => {
  if (current === undefined) return;
  if (current.pending) current.pending();
  else current.settle({ result: null });
});

function endWith(thrown: unknown, exitCode: number): void {
  if (current) current.settle({ thrown, fatal: true });
  else say({ kind: "init-failure", failure: failureOf(thrown, data.taskRoot) });
  process.exit(exitCode);
}

function start(handler: Handler, message: InvokeMessage): void {
  const { requestId } = message;
  process.env._X_AMZN_TRACE_ID = message.traceHeader;
  const invocation: Invocation = {
    requestId,
    settle: (outcome) => {
      if (current !== invocation) return;
      report(requestId, outcome);
      current = undefined;
      port.ref();
    },
  };
  current = invocation;
  // The port must not count as work of the handler's; see beforeExit.
  port.unref();
  const context = contextOf(message, invocation);
  try {
    const answer = handler(JSON.parse(message.event), context, context.done);
    if (isThenable(answer))
      answer.then(
        (result) => invocation.settle({ result }),
        (thrown: unknown) => invocation.settle({ thrown }),
      );
  } catch (thrown) {
    invocation.settle({ thrown });
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === "function";

function report(
  requestId: string,
  outcome: { readonly result: unknown } | { readonly thrown: unknown; readonly fatal?: boolean },
): void {
  let failed = outcome;
  if ("result" in outcome) {
    try {
      return say({
        kind: "result",
        requestId,
        payload: JSON.stringify(outcome.result ?? null) ?? "null",
        heapBytes: heapBytes(),
      });
    } catch {
      const error = new Error("Unable to stringify response body");
      failed = { thrown: Object.assign(error, { name: "Runtime.MarshalError" }) };
    }
  }
  if (!("thrown" in failed)) return;
  const failure = failureOf(failed.thrown, data.taskRoot);
  const { errorType, errorMessage, trace: stack } = failure;
  log.error("Invoke Error \t%s", JSON.stringify({ errorType, errorMessage, stack }));
  say({ kind: "failure", requestId, failure, fatal: failed.fatal ?? false, heapBytes: heapBytes() });
}

function contextOf(message: InvokeMessage, invocation: Invocation) {
  const deadline = performance.now() + message.timeoutMs;
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionName: data.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: message.invokedFunctionArn,
    memoryLimitInMB: String(data.memorySizeMb),
    awsRequestId: message.requestId,
    logGroupName: data.logGroup,
    logStreamName: data.logStream,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
    done: (error: unknown, result?: unknown) => {
      const failed = error !== null && error !== undefined;
      const settle = () => invocation.settle(failed ? { thrown: error } : { result });
      if (failed || !context.callbackWaitsForEmptyEventLoop) settle();
      else invocation.pending ??= settle;
    },
    succeed: (result: unknown) => context.done(null, result),
    fail: (error: unknown) => context.done(error ?? "handled"),
  };
  return context;
}

const writeCompiledCode = keepCompiledCode(data.compiledFolder, data.taskRoot);
loadHandler(data.taskRoot, data.handler).then(
  (handler) => {
    port.on("message", (message: InvokeMessage) => start(handler, message));
    say({ kind: "ready" });
    setImmediate(writeCompiledCode);
  },
  (thrown: unknown) => {
    const failure = failureOf(thrown, data.taskRoot);
    const { errorType, errorMessage, trace: stack } = failure;
    log.error("Uncaught Exception \t%s", JSON.stringify({ errorType, errorMessage, stack }));
    say({ kind: "init-failure", failure });
    process.exit(1);
  },
);
