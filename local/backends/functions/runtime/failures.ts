import type { RuntimeFailure } from "./protocol";

/** A failure of the runtime itself, with the error type that Lambda gives it, such as `Runtime.HandlerNotFound`. */
export class RuntimeError extends Error {
  constructor(
    readonly errorType: string,
    message: string,
  ) {
    super(message);
    this.name = errorType;
  }
}

/** What the caller of a function gets to see of a thrown value. Paths are shown as on AWS: /var/task, /var/runtime. */
export function failureOf(thrown: unknown, taskRoot: string): RuntimeFailure {
  const shown = (text: string): string =>
    text.replaceAll(taskRoot, "/var/task").replaceAll(__dirname, "/var/runtime");
  if (!isError(thrown)) return { errorType: typeof thrown, errorMessage: shown(String(thrown)), trace: [] };
  const stack = typeof thrown.stack === "string" ? shown(thrown.stack).split("\n") : [];
  return { errorType: thrown.name, errorMessage: shown(String(thrown.message)), trace: stack };
}

/** Errors of another realm, such as those of `vm`, count as well. */
function isError(thrown: unknown): thrown is Error {
  if (thrown instanceof Error) return true;
  const like = thrown as { message?: unknown; name?: unknown } | null;
  return (
    typeof like === "object" &&
    like !== null &&
    typeof like.message === "string" &&
    typeof like.name === "string"
  );
}
