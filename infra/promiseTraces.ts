/**
 * The Pulumi SDK takes a stack trace of every promise, thousands in this program, and ts-node maps every frame of each
 * to TypeScript: that is most of a preview's time. Only PULUMI_DEBUG_PROMISE_LEAKS prints them, so that they are left
 * out without it; all other traces stay as they are.
 */
const mark = Symbol.for("gatehouse.promiseTraces");
type Prepare = NonNullable<typeof Error.prepareStackTrace> & { [mark]?: true };

const prepare: Prepare | undefined = Error.prepareStackTrace;
if (prepare !== undefined && prepare[mark] === undefined && !process.env.PULUMI_DEBUG_PROMISE_LEAKS) {
  const quick: Prepare = (error, frames) =>
    frames[0]?.getFunctionName() === "debuggablePromise" ? "" : (prepare(error, frames) as string);
  quick[mark] = true;
  Error.prepareStackTrace = quick;
}
