import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const LONGEST_MS = 240_000;

/** Runs a file of this folder in a fresh process, loaded as the commands are, and returns the JSON that it prints. */
export async function inFreshProcess<T>(root: string, file: string, ...args: string[]): Promise<T> {
  const { stdout } = await run(process.execPath, ["-r", "./bin/loader", `bench/${file}`, ...args], {
    cwd: root,
    timeout: LONGEST_MS,
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\n", stdout.length - 2) + 1)) as T;
}
