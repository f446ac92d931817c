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
  /** Whether the program still makes the same functions in the same way. */
  isCurrent(): boolean;
  close(): Promise<void>;
}

/** What the program leaves beside the bundles: how it made them, and of which files. */
interface Manifest {
  readonly options: BuildOptions;
  readonly sources: readonly Source[];
  readonly files: Readonly<Record<string, unknown>>;
}

interface Source {
  readonly name: string;
  readonly entryFile: string;
}

const BUNDLES = join("build", "functions");

/**
 * Keeps esbuild ready for each function, with what it has parsed: a handler edit costs a sixth of a second then, and an
 * evaluation most of a second. Returns undefined when the program left no manifest.
 */
export function createRebuilder(root: string): Rebuilder | undefined {
  const manifest = readManifest(root);
  if (!manifest) return undefined;
  const { options, sources, files } = manifest;
  const contexts = new Map<string, Promise<BuildContext>>();
  const contextOf = (
    { name, entryFile }: Source,
    first: (made: BuildContext) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<BuildContext> => {
    const known = contexts.get(name);
    if (known) return known;
    // Whoever asks during the first build waits for it: a rebuild would get its result, which may be of older source.
    const made = prepare(root, options, name, entryFile).then((made) => first(made).then(() => made));
    contexts.set(name, made);
    return made;
  };
  const ahead = { stopped: false };
  const parsed = parseAhead(sources, contextOf, ahead);
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
          (shared ? sources : own).map(async (source) => {
            const { outputFiles = [] } = await (await contextOf(source)).rebuild();
            for (const { path, contents } of outputFiles) writeFileSync(path, contents);
          }),
        );
        return true;
      } catch {
        // One that does not compile is the evaluation's to report.
        return false;
      }
    },
    isCurrent: () => likeness(readManifest(root)) === likeness(manifest),
    async close() {
      ahead.stopped = true;
      await parsed;
      await Promise.allSettled([...contexts.values()].map(async (made) => (await made).dispose()));
    },
  };
}

/**
 * Parses each function's source before its first edit, one after the other: all at once would take the machine from
 * what is edited now. A function that is asked for before its turn does not wait for the others.
 */
async function parseAhead(
  sources: readonly Source[],
  contextOf: (source: Source, first: (made: BuildContext) => Promise<unknown>) => Promise<BuildContext>,
  state: { readonly stopped: boolean },
): Promise<void> {
  for (const source of sources) {
    if (state.stopped) return;
    // What does not compile is reported when it is asked for.
    await contextOf(source, (made) => made.rebuild().catch(() => undefined)).catch(() => undefined);
  }
}

function readManifest(root: string): Manifest | undefined {
  const file = join(root, BUNDLES, "manifest.json");
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  return Array.isArray(manifest.sources) ? manifest : undefined;
}

/** What of a manifest the contexts depend on: not the content of the files, which they read themselves. */
const likeness = (manifest: Manifest | undefined): string | undefined =>
  manifest && JSON.stringify([manifest.options, manifest.sources, Object.keys(manifest.files)]);

function prepare(
  root: string,
  options: BuildOptions,
  name: string,
  entryFile: string,
): Promise<BuildContext> {
  return context({
    ...options,
    absWorkingDir: root,
    entryPoints: [{ in: entryFile, out: `${name}/index` }],
    outdir: BUNDLES,
    write: false,
    logLevel: "silent",
  });
}

const toPosix = (file: string): string => file.split(sep).join("/");
