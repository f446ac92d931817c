import pc from "picocolors";
import { listedProblems, Problem, Problems } from "../graph/problem";

/** Exit codes of every command. */
export const EXIT = { ok: 0, refused: 1, badInput: 2 } as const;

/** Where a command writes: results to `out`, progress and problems to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colors: ReturnType<typeof pc.createColors>;
  /** Shows a step that takes long, on a terminal only; the next step, or `done`, takes its place. */
  readonly step: (text: string) => void;
  readonly done: () => void;
  readonly interactive: boolean;
}

/** What a terminal needs of a process. */
export interface Surroundings {
  readonly stdout: Pick<NodeJS.WriteStream, "write" | "on"> & { readonly isTTY?: boolean };
  readonly stderr: Pick<NodeJS.WriteStream, "write"> & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds. */
  readonly now: () => number;
}

const ofProcess = (): Surroundings => ({
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: () => performance.now(),
});

/**
 * The process's own terminal. `NO_COLOR` (no-color.org) switches colours off, a pipe on stdout colours, one on stderr
 * progress; `verbose` leaves a line for each step with the time it took.
 */
export function processTerminal(
  verbose: boolean,
  { stdout, stderr, env, now }: Surroundings = ofProcess(),
): Terminal {
  const interactive = stderr.isTTY === true;
  const clear = interactive ? "\r\u001b[2K" : "";
  let step: { readonly text: string; readonly started: number } | undefined;
  // A reader that has seen enough, such as `head`, closes the pipe: that ends the command, and is no mistake.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? EXIT.ok);
  });
  const done = () => {
    if (step && interactive) stderr.write(clear);
    if (step && verbose) stderr.write(`${step.text}: ${Math.round(now() - step.started)} ms\n`);
    step = undefined;
  };
  return {
    out: (text) => {
      done();
      stdout.write(`${text}\n`);
    },
    err: (text) => {
      done();
      stderr.write(`${text}\n`);
    },
    colors: pc.createColors(stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb"),
    step: (text) => {
      done();
      step = { text, started: now() };
      if (interactive) stderr.write(`${text} …`);
    },
    done,
    interactive,
  };
}

/**
 * Prints what went wrong, why and the fix, and once where each code is explained; a stack trace only when asked for.
 * Returns the exit code.
 */
export function reportFailure(error: unknown, terminal: Terminal, verbose: boolean): number {
  const problems =
    error instanceof Problems ? error.problems : error instanceof Problem ? [error] : listedProblems(error);
  if (!problems) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    terminal.err(`error GH1000: ${message}`);
    terminal.err(
      verbose
        ? String(stack)
        : "  This is not one of the mistakes Gatehouse knows. Run again with --verbose for its trace.",
    );
    return EXIT.badInput;
  }
  for (const problem of problems) {
    terminal.err(`error ${problem.code}: ${problem.what}`);
    if (problem.why) terminal.err(`  why: ${problem.why}`);
    if (problem.fix) terminal.err(`  fix: ${problem.fix}`);
    if (verbose && problem.stack) terminal.err(problem.stack);
  }
  const codes = new Set(problems.map(({ code }) => code.toLowerCase()));
  terminal.err(`  see: ${[...codes].map((code) => `docs/errors.md#${code}`).join(", ")}`);
  return EXIT.badInput;
}
