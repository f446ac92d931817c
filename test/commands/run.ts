import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

export const root = join(__dirname, "..", "..");

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a process, in a folder or of another copy of the project, with no terminal. */
export function run(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; project?: string } = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [join(options.project ?? root, "bin/gatehouse.js"), ...args], {
    cwd: options.cwd ?? options.project ?? root,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (err += String(chunk)));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

/** What `start --json` prints when it is ready. */
export interface Ready {
  readonly ready: true;
  readonly url: string;
  readonly apis: readonly { name: string; kind: string; stage: string; url: string; host: string }[];
  readonly identity: {
    readonly issuer: string;
    readonly tokenUrl: string;
    readonly clients: readonly {
      clientId: string;
      clientSecret?: string;
      flows: string[];
      scopes: string[];
    }[];
    readonly users: readonly { username: string; password: string }[];
  };
}

export interface Started {
  readonly ready: Ready;
  readonly child: ChildProcess;
  /** Everything on stdout so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Waits until it has said a text on stderr. */
  saying(text: string): Promise<void>;
  /** Stops it as Ctrl-C does; resolves to the exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts the rehearsal on a free port, of this project or of another copy of it, and waits for its ready line. Rejects with
 * its output when it ends before.
 */
export function startRehearsal(
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; project?: string } = {},
): Promise<Started> {
  const project = options.project ?? root;
  const child = spawn(
    process.execPath,
    [join(project, "bin/gatehouse.js"), "start", "--port", "0", "--json", ...args],
    {
      cwd: project,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let out = "";
  let err = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.stderr.on("data", (chunk) => (err += String(chunk)));
  return new Promise((resolve, reject) => {
    void ended.then((code) => reject(new Error(`it ended with ${code}: ${err}`)));
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      if (!out.includes("\n")) return;
      const stop = () => {
        child.kill("SIGINT");
        return ended;
      };
      resolve({
        ready: JSON.parse(out.slice(0, out.indexOf("\n"))) as Ready,
        child,
        out: () => out,
        err: () => err,
        saying: (text) =>
          new Promise((heard, silent) => {
            const look = () => err.includes(text) && heard();
            child.stderr.on("data", look);
            void ended.then(() => silent(new Error(`it ended before it said "${text}":\n${err}`)));
            look();
          }),
        stop,
      });
    });
  });
}
