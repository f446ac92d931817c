import type { AnswerHeader } from "../answer";

/** What is sent to a backend over HTTP. */
export interface BackendRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: readonly AnswerHeader[];
  readonly body: string | Buffer;
}

/** What a backend answered. */
export interface BackendAnswer {
  readonly status: number;
  readonly headers: readonly AnswerHeader[];
  readonly body: Buffer;
}

/** The answer, or why there is none. `error` is for traces and logs. */
export type BackendOutcome =
  | { readonly ok: true; readonly answer: BackendAnswer }
  | { readonly ok: false; readonly kind: "timeout" | "failure"; readonly error: string };

/** First value of a header, whatever its case. */
export function headerIn(headers: readonly AnswerHeader[], name: string): string | undefined {
  const lower = name.toLowerCase();
  return headers.find(([key]) => key.toLowerCase() === lower)?.[1];
}
