/** What a check of the surroundings found. */
export interface Finding {
  /** What was looked at, such as `Node` or `Port 8787`. */
  readonly subject: string;
  /**
   * - `ok`
   * - `note`: the rehearsal works without it, something else does not
   * - `wrong`: `npm start` or `npm test` will fail
   */
  readonly verdict: "ok" | "note" | "wrong";
  readonly detail: string;
  /** What helps; on everything that is not ok. */
  readonly fix?: string;
}

/** What the checks ask of the world outside, so that tests need not change it. */
export interface Surroundings {
  /** The project's folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
  /** Such as `20.19.5`. */
  readonly nodeVersion: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Runs a program and gives its standard output; undefined when it is missing, fails or takes longer than a second. */
  readonly run: (program: string, args: readonly string[]) => Promise<string | undefined>;
  /** Whether a port of 127.0.0.1 is free. */
  readonly portIsFree: (port: number) => Promise<boolean>;
}
