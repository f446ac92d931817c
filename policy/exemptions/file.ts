import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { readJson } from "../config/files";
import { FOLDER } from "../folder";
import type { Rule } from "../model/rule";
import { readExemptions, type Exemption } from "./exemptions";

const NAME = "exemptions.json";
/** The guard's own file; the package has none. */
const OWN = join(FOLDER, NAME);

/**
 * The exemptions, checked; without contents, those of the guard's own file, which the package has none of.
 * @throws {PolicyConfigError} when the file or an entry is wrong.
 */
export function loadExemptions(raw: unknown, rules: readonly Rule[]): readonly Exemption[] {
  const ofOwn = (): unknown => (existsSync(OWN) ? readJson(OWN) : { exemptions: [] });
  return readExemptions(
    raw === undefined ? ofOwn() : raw,
    NAME,
    rules.map(({ id }) => id),
  );
}

/** Where the guard's own file has an entry, as `policy/exemptions.json:12`; nothing for entries from elsewhere. */
export function placesOfExemptions(raw: unknown): (index: number) => string | undefined {
  if (raw !== undefined || !existsSync(OWN)) return () => undefined;
  const file = relative(process.cwd(), OWN).split(sep).join("/");
  // Read when there is a fault, which is seldom.
  return (index) => {
    const line = linesOfEntries(readFileSync(OWN, "utf8"))[index];
    return line === undefined ? file : `${file}:${line}`;
  };
}

/** Lines, from 1, on which the entries of the file's list begin: the objects in a list in the outermost object. */
export function linesOfEntries(json: string): readonly number[] {
  const lines: number[] = [];
  let depth = 0;
  let line = 1;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}\n]/g)) {
    if (token === "\n") line += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (token === "{" || token === "[") {
      if (token === "{" && depth === 2) lines.push(line);
      depth += 1;
    }
  }
  return lines;
}
