import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FOLDER } from "../folder";
import { PolicyConfigError } from "./error";

/** The folder of the stage files that come with the guard. */
const CONFIG_FOLDER = join(FOLDER, "config");

/**
 * Reads and parses a JSON file.
 * @throws {PolicyConfigError} when it cannot be read or is not JSON.
 */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new PolicyConfigError([{ file, key: "", message, fix: "make it a readable JSON file" }]);
  }
}

/** The stage's file, or nothing when the stage has none: then every rule runs with its defaults. */
export function readStageConfig(
  stage: string,
  folder: string = CONFIG_FOLDER,
): { file: string; config: unknown } {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const name = `${stage}.json`;
  const file = join(folder, name);
  // Compared with the listing, so that a stack's name can never lead out of the folder.
  return names.includes(name) ? { file, config: readJson(file) } : { file, config: {} };
}
