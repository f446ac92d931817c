/** One place of a request that is wrong. */
export interface ProblemPlace {
  /** JSON pointer into the body (`/price/amount`), or the name of a parameter. */
  readonly pointer: string;
  readonly detail: string;
}

/** Titles by status: RFC 9457 wants the same title for the same type, and `about:blank` has the status as its type. */
const TITLES = {
  400: "Bad request",
  403: "Forbidden",
  404: "Not found",
  409: "Conflict",
  412: "Precondition failed",
  415: "Unsupported media type",
  422: "Unprocessable content",
  428: "Precondition required",
  500: "Internal server error",
} as const;

export type ProblemStatus = keyof typeof TITLES;

/** An answer other than success that the caller may know of. Thrown anywhere, answered as problem+json. */
export class Problem extends Error {
  readonly title: string;

  constructor(
    readonly status: ProblemStatus,
    readonly detail?: string,
    readonly errors?: readonly ProblemPlace[],
  ) {
    super(detail ?? TITLES[status]);
    this.name = "Problem";
    this.title = TITLES[status];
  }
}
