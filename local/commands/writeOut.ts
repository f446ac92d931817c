import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Problem } from "../graph";

/**
 * Writes a file that a command was asked for, with the folders on the way to it.
 *
 * @throws Problem GH1025 where it cannot be written
 */
export function writeOut(file: string, text: string): void {
  const path = resolve(file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const known = Object.hasOwn(CAUSES, code) ? CAUSES[code] : undefined;
    throw new Problem(
      "GH1025",
      `${file} cannot be written.`,
      known?.fix ?? "Choose another place with --out.",
      known?.why ?? `The system says: ${message}.`,
    );
  }
}

const FILE_ON_THE_WAY = {
  why: "A part of the path is a file, where a folder must be.",
  fix: "Choose another place with --out.",
};

/** Codes of the system that a mistyped place leads to. */
const CAUSES: Readonly<Record<string, { readonly why: string; readonly fix: string }>> = {
  EISDIR: { why: "It is a folder.", fix: "Name a file in it with --out." },
  EEXIST: FILE_ON_THE_WAY,
  ENOTDIR: FILE_ON_THE_WAY,
  EACCES: { why: "You may not write there.", fix: "Choose a place of your own with --out." },
};
