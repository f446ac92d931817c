import { cpus, totalmem } from "node:os";

/** What a section was measured on: one line, without names or paths. */
export const machine = (): string =>
  `_Node ${process.version}, ${cpus().length} × ${(cpus()[0]?.model ?? "CPU").trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB._`;
