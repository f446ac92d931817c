import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { type BuildContext, type BuildOptions, context } from "esbuild";

/** Makes bundles again after an edit of a handler, without evaluating the program. */
export interface Rebuilder {
  /**
   * Makes the functions again that the files belong to. False when a file is more than a function's source, or does not
   * compile: then the program has to be evaluated, and says what is wrong.
   */
  rebuild(files: readonly string[]): Promise<boolean>;
  close(): Promise<void>;
}

/** What the program leaves beside the bundles: how it made them, and of which files. */
interface Manifest {
  readonly options: BuildOptions;
  readonly sources: readonly { readonly name: string; readonly entryFile: string }[];
  readonly files: Readonly<Record<string, string>>;
}

const BUNDLES = join("build", "functions");

/**
 * Keeps esbuild ready for each function, with what it has parsed: a handler edit costs a sixth of a second then, and an
 * evaluation most of a second. Returns undefined when the program left no manifest.
 */
export function createRebuilder(root: string): Rebuilder | undefined {
  const file = join(root, BUNDLES, "manifest.json");
  if (!existsSync(file)) return undefined;
  const { options, sources, files } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  if (!Array.isArray(sources)) return undefined;
  // Parsed before the first edit. A rebuild that is asked for during another one would get the other's result, so each
  // waits for the first; one that does not compile is the evaluation's to report.
  const contexts = new Map(
    sources.map(({ name, entryFile }) => [name, prepare(root, options, name, entryFile)] as const),
  );
  return {
    async rebuild(changed) {
      if (!changed.every((each) => each.endsWith(".ts") && toPosix(each) in files)) return false;
      const own = sources.filter(({ entryFile }) =>
        changed.some((each) => toPosix(each).startsWith(`${dirname(entryFile)}/`)),
      );
      const shared = changed.some(
        (each) => !own.some(({ entryFile }) => toPosix(each).startsWith(`${dirname(entryFile)}/`)),
      );
      try {
        await Promise.all(
          (shared ? sources : own).map(async ({ name }) => {
            const { outputFiles = [] } = (await (await contexts.get(name))?.rebuild()) ?? {};
            for (const { path, contents } of outputFiles) writeFileSync(path, contents);
          }),
        );
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      await Promise.allSettled([...contexts.values()].map(async (made) => (await made).dispose()));
    },
  };
}

async function prepare(
  root: string,
  options: BuildOptions,
  name: string,
  entryFile: string,
): Promise<BuildContext> {
  const made = await context({
    ...options,
    absWorkingDir: root,
    entryPoints: [{ in: entryFile, out: `${name}/index` }],
    outdir: BUNDLES,
    write: false,
    logLevel: "silent",
  });
  await made.rebuild().catch(() => undefined);
  return made;
}

const toPosix = (file: string): string => file.split(sep).join("/");
