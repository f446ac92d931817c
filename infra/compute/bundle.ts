import { relative, resolve } from "node:path";
import { type BuildFailure, type BuildOptions, type Metafile, buildSync } from "esbuild";
import { nodeRuntime } from "./runtimes";

/** The project's folder. Pulumi runs the program in `infra/`, so the working directory is no help. */
export const projectRoot = resolve(__dirname, "..", "..");

/** A function's source: its name among the bundles, and the file that exports `handler`. */
export interface BundleSource {
  readonly name: string;
  /** Relative to the project's folder. */
  readonly entryFile: string;
}

/** What bundling gives. */
interface Bundles {
  /** Function name → content of its one file. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Function name → every file that went into its bundle, relative to the project's folder. */
  readonly inputs: ReadonlyMap<string, readonly string[]>;
}

/** The sources do not compile. */
export class BundleError extends Error {
  readonly code = "GH1120";

  /** `what` begins with `file:line:column`. */
  constructor(
    readonly problems: readonly { readonly code: string; readonly what: string; readonly fix: string }[],
  ) {
    super(problems.map(({ what }) => what).join("\n"));
    this.name = "BundleError";
  }
}

/** Where the bundle of a function lies, relative to the project's folder. */
export const bundleFile = (name: string): string => `build/functions/${name}/index.js`;

/** How functions are bundled. Nothing here, and no tsconfig.json, depends on where the project lies. */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: nodeRuntime.esbuildTarget,
  mainFields: ["module", "main"],
  charset: "utf8",
  legalComments: "none",
  tsconfigRaw: { compilerOptions: { strict: true } },
} as const satisfies BuildOptions;

/**
 * Bundles functions with everything they import into one CommonJS file each. The same sources give the same bytes
 * wherever the project lies: no paths, times or comments are in them. The AWS SDK is bundled too, so that a function
 * does not change under us when Lambda updates its own.
 *
 * @throws BundleError naming every place that does not compile
 */
export function bundle(sources: readonly BundleSource[], root = projectRoot): Bundles {
  try {
    const { outputFiles, metafile } = buildSync({
      ...bundleOptions,
      absWorkingDir: root,
      entryPoints: sources.map(({ name, entryFile }) => ({ in: entryFile, out: `${name}/index` })),
      outdir: "build/functions",
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    const contents = sources.map(({ name }): [string, Uint8Array] => {
      const wanted = resolve(root, bundleFile(name));
      const file = outputFiles.find(({ path }) => resolve(path) === wanted);
      if (!file) throw new Error(`esbuild wrote no ${relative(root, wanted)}`);
      return [name, file.contents];
    });
    const inputs = sources.map(({ name, entryFile }): [string, readonly string[]] => [
      name,
      filesBehind(entryFile, metafile.inputs),
    ]);
    return { contents: new Map(contents), inputs: new Map(inputs) };
  } catch (error) {
    throw explain(error);
  }
}

/**
 * A file and all that it imports. One of which nothing is left in the bundle counts, too: an edit can make something of
 * it be used.
 */
function filesBehind(entryFile: string, inputs: Metafile["inputs"]): string[] {
  const found = new Set([entryFile]);
  for (const file of found)
    for (const { path, external } of inputs[file]?.imports ?? [])
      if (!external && Object.hasOwn(inputs, path)) found.add(path);
  return [...found].sort();
}

function explain(error: unknown): unknown {
  const failures = (error as Partial<BuildFailure>).errors;
  if (!Array.isArray(failures)) return error;
  return new BundleError(
    failures.map(({ text, location }) => ({
      code: "GH1120",
      what: location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
      fix: "Mend the source; `npm run typecheck` shows more of it.",
    })),
  );
}
