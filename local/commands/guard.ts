import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import type * as GuardRoom from "../../policy/guard";
import { Problem } from "../graph";

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

/** As esbuild reports a source that does not compile. */
interface Failure {
  readonly errors?: readonly {
    readonly text: string;
    readonly location: { readonly file: string; readonly line: number; readonly column: number } | null;
  }[];
}

function reasonOf(error: unknown): string {
  const [first] = (error as Failure | null)?.errors ?? [];
  return first?.text ?? (error instanceof Error ? error.message : String(error));
}

/** `policy/rules/…:line:column: `, or nothing where the error does not tell. */
function placeOf(error: unknown): string {
  const location = (error as Failure | null)?.errors?.[0]?.location;
  const at = location ? `${location.file}:${location.line}:${location.column + 1}` : firstFrame(error);
  const file = at && (at.startsWith(FOLDER) ? relative(dirname(dirname(ENTRY)), at) : at);
  return file ? `${file.split(sep).join("/")}: ` : "";
}

/** The guard's own place that is on top of the stack: it is where to mend. */
function firstFrame(error: unknown): string | undefined {
  const frames = error instanceof Error ? (error.stack?.split("\n") ?? []) : [];
  return frames
    .map((line) => /^\s*at (?:.*\()?(.+:\d+:\d+)\)?$/.exec(line)?.[1])
    .find((place) => place?.startsWith(FOLDER));
}
