import { SourceMap, type SourceMapPayload } from "node:module";
import { posix } from "node:path";

/** A place in a source; line and column count from 1. */
export interface Place {
  /** Relative to the project's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Reads a source map of esbuild's.
 *
 * @param folder of the file that it maps, relative to the project's folder
 * @returns what gives the source's place of a line and column of that file, which count from 1
 */
export function readSourceMap(
  text: string,
  folder: string,
): (line: number, column: number) => Place | undefined {
  const map = new SourceMap(JSON.parse(text) as SourceMapPayload);
  return (line, column) => {
    const entry = map.findEntry(line - 1, column - 1);
    if (!("originalSource" in entry)) return undefined;
    const file = posix.join(folder, entry.originalSource);
    return { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  };
}
