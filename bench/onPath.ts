import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A command's file on the PATH. */
export function onPath(command: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, command))
    .find((file) => existsSync(file));
}
