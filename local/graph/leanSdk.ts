import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";

/** Where code stands, in the words of the SDK. */
interface Frame {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

/** What of the SDK's inside is made lean. */
interface Inside {
  debuggable?: { debuggablePromise?: (promise: Promise<unknown>, context: string) => Promise<unknown> };
  resource?: { stackTrace?: (skip: number) => (Frame | undefined)[] };
}

/**
 * Takes out of the SDK what only a real engine has a use for, and what is a third of an evaluation: a record of every
 * promise, of which there are four for each property of each resource (a program that waits for ever is found by other
 * means here), and the whole stack trace of every resource, of which a graph keeps one frame.
 *
 * Both are inside the SDK: one that keeps them elsewhere is slower, and just as good.
 */
export function makeSdkLean(): void {
  const { debuggable, resource } = insideOfSdk();
  if (debuggable?.debuggablePromise && !process.env.PULUMI_DEBUG_PROMISE_LEAKS)
    debuggable.debuggablePromise = Object.assign((promise: Promise<unknown>) => promise, {
      // Says to the program that nothing is left to spare.
      [Symbol.for("gatehouse.traceless")]: true,
    });
  if (resource?.stackTrace) resource.stackTrace = onlyDeclaration;
}

function insideOfSdk(): Inside {
  const resource = pulumi.Resource as unknown as Inside["resource"];
  try {
    const debuggable = createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as Inside["debuggable"];
    return { debuggable, resource };
  } catch {
    return { resource };
  }
}

const POSITION = /^\s*at .* \((?<file>.*):(?<line>\d+):(?<column>\d+)\)$/;

/** The frame that follows `skip` constructors: the one that declares the resource. */
function onlyDeclaration(skip: number): (Frame | undefined)[] {
  const { stackTraceLimit } = Error;
  const trace: { stack?: string } = {};
  try {
    Error.stackTraceLimit = skip;
    Error.captureStackTrace(trace, onlyDeclaration);
    const { file, line, column } = POSITION.exec(trace.stack?.split("\n")[skip] ?? "")?.groups ?? {};
    if (!file || file.startsWith("node:")) return [undefined];
    return [{ uri: pathToFileURL(file).href, line: Number(line), column: Number(column) }];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
