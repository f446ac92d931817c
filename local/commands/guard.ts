import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import type * as GuardRoom from "../../policy/guard";
import { firstFrame, Problem, syntaxMessages, syntaxPlace } from "../graph";

/** What the rehearsal asks of the guard. */
export type Guard = Pick<typeof GuardRoom, "runGuard" | "formatText">;

const ENTRY = join(__dirname, "..", "..", "policy", "guard.ts");
const FOLDER = dirname(ENTRY) + sep;

/**
 * The guard as its files say: those are read the first time, and again after {@link forgetGuard}.
 * @throws Problem GH4002 when one of them does not load
 */
export function loadGuard(): Guard {
  try {
    // Made anew: a lasting one would hold on to every guard that it has loaded.
    return createRequire(__filename)(ENTRY) as Guard;
  } catch (error) {
    throw new Problem(
      "GH4002",
      `${placeOf(error)}${reasonOf(error)}`,
      "Mend the guard's source; `npm run typecheck` shows more of it.",
      "The guard does not load, and nothing is served unjudged.",
    );
  }
}

/** Drops the guard's modules, so that its files are read again. */
export function forgetGuard(): void {
  for (const file of Object.keys(require.cache)) if (isGuards(file)) delete require.cache[file];
}

/** Whether a file is code of the guard; its settings are read each time it judges. */
export const isGuards = (file: string): boolean =>
  file.startsWith(FOLDER) && file.endsWith(".ts") && !file.includes(`${sep}node_modules${sep}`);

function reasonOf(error: unknown): string {
  const [first] = syntaxMessages(error) ?? [];
  return first?.text ?? (error instanceof Error ? error.message : String(error));
}

/** `policy/rules/…:line:column: `, or nothing where the error does not tell. */
function placeOf(error: unknown): string {
  const [first] = syntaxMessages(error) ?? [];
  // The guard's own place that is on top of the stack is where to mend.
  const at = (first && syntaxPlace(first)) ?? firstFrame(error, (file) => file.startsWith(FOLDER));
  const file = at && (at.startsWith(FOLDER) ? relative(dirname(dirname(ENTRY)), at) : at);
  return file ? `${file.split(sep).join("/")}: ` : "";
}
