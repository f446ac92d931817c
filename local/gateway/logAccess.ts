import { bodyLength, type Answer } from "./answer";
import type { Clock } from "./clock";

/** What a stage's access log tells of an answer. */
interface Logged {
  status: number;
  /** Bytes of the body. */
  responseLength: number;
  /** Milliseconds since the epoch. */
  finishedAt: number;
}

/** Writes an answered request to the stage's access log. One that cannot be written does not take the answer back. */
export function logAccess<Context extends Logged>(
  context: Context,
  write: ((context: Context) => void) | undefined,
  answer: Answer,
  clock: Clock,
): void {
  if (write === undefined) return;
  context.status = answer.status;
  context.responseLength = bodyLength(answer.body);
  context.finishedAt = clock.now();
  try {
    write(context);
  } catch {
    // The caller has its answer.
  }
}
