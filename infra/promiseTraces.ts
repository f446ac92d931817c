import { createRequire } from "node:module";

/**
 * The Pulumi SDK takes a stack trace of every promise, thousands in this program, and ts-node maps every frame of each
 * to TypeScript: that is most of a preview's time. Only PULUMI_DEBUG_PROMISE_LEAKS prints them; without it no frames are
 * collected for them. All other traces stay as they are.
 */
const mark = Symbol.for("gatehouse.traceless");

interface Debuggable {
  debuggablePromise?: ((promise: Promise<unknown>, context: string) => Promise<unknown>) & { [mark]?: true };
}

function sdkModule(): Debuggable {
  try {
    return createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as Debuggable;
  } catch {
    // An SDK that keeps this elsewhere is slower, and just as good.
    return {};
  }
}

const debuggable = sdkModule();
const { debuggablePromise } = debuggable;
if (debuggablePromise && !debuggablePromise[mark] && !process.env.PULUMI_DEBUG_PROMISE_LEAKS) {
  const traceless: typeof debuggablePromise = (promise, context) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
  traceless[mark] = true;
  debuggable.debuggablePromise = traceless;
}
