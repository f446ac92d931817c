import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { homedir } from "node:os";
import type { Surroundings } from "./finding";

/** The machine that this process runs on. */
export const processSurroundings = (root: string): Surroundings => ({
  root,
  environment: process.env,
  home: homedir(),
  nodeVersion: process.versions.node,
  now: Date.now(),
  run: (program, args) =>
    new Promise((resolve) => {
      execFile(program, [...args], { timeout: 1_000 }, (error, stdout) =>
        resolve(error ? undefined : stdout),
      );
    }),
  portIsFree: (port) =>
    new Promise((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    }),
});
