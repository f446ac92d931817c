import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "../config/files";
import { FOLDER } from "../folder";
import type { Rule } from "../model/rule";
import { readExemptions, type Exemption } from "./exemptions";

/**
 * The exemptions, checked; without contents, those of the guard's own file, which the package has none of.
 * @throws {PolicyConfigError} when the file or an entry is wrong.
 */
export function loadExemptions(raw: unknown, rules: readonly Rule[]): readonly Exemption[] {
  const file = "exemptions.json";
  const own = join(FOLDER, file);
  const ofOwn = (): unknown => (existsSync(own) ? readJson(own) : { exemptions: [] });
  return readExemptions(
    raw === undefined ? ofOwn() : raw,
    file,
    rules.map(({ id }) => id),
  );
}
