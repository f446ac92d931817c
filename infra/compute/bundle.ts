import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { buildSync, type BuildFailure } from "esbuild";
import { nodeRuntime } from "./runtimes";

/** The project's folder. Pulumi runs the program in `infra/`, so the working directory is no help. */
export const projectRoot = resolve(__dirname, "..", "..");

/** A function's source: its name among the bundles, and the file that exports `handler`. */
export interface BundleSource {
  readonly name: string;
  /** Relative to the project's folder. */
  readonly entryFile: string;
}

/** The sources do not compile. */
export class BundleError extends Error {
  readonly code = "GH1120";

  constructor(
    /** `file:line:column: what`, one for each. */
    readonly problems: readonly { readonly code: string; readonly what: string; readonly fix: string }[],
  ) {
    super(problems.map(({ what }) => what).join("\n"));
    this.name = "BundleError";
  }
}

/** Where the bundle of a function lies, relative to the project's folder. */
export const bundleFile = (name: string): string => `build/functions/${name}/index.js`;

/**
 * Bundles functions with everything they import into one CommonJS file each, and returns the files' contents by name.
 * The same sources give the same bytes wherever the project lies: no paths, times or comments are in them. The AWS SDK
 * is bundled too, so that a function does not change under us when Lambda updates its own.
 */
export function bundle(
  sources: readonly BundleSource[],
  root = projectRoot,
): ReadonlyMap<string, Uint8Array> {
  try {
    const { outputFiles } = buildSync({
      absWorkingDir: root,
      entryPoints: sources.map(({ name, entryFile }) => ({ in: entryFile, out: `${name}/index` })),
      outdir: "build/functions",
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      target: nodeRuntime.esbuildTarget,
      mainFields: ["module", "main"],
      charset: "utf8",
      legalComments: "none",
      treeShaking: true,
      write: false,
      logLevel: "silent",
    });
    return new Map(
      sources.map(({ name }) => {
        const wanted = join(root, bundleFile(name));
        const file = outputFiles.find(({ path }) => resolve(path) === wanted);
        if (!file) throw new Error(`esbuild wrote no ${relative(root, wanted)}`);
        return [name, file.contents];
      }),
    );
  } catch (error) {
    throw explain(error);
  }
}

/** Writes the bundles, and leaves those alone that already say the same: then nothing downstream looks changed. */
export function writeBundles(sources: readonly BundleSource[], root = projectRoot): void {
  for (const [name, contents] of bundle(sources, root)) {
    const file = join(root, bundleFile(name));
    if (existsSync(file) && readFileSync(file).equals(contents)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
}

function explain(error: unknown): unknown {
  const failures = (error as Partial<BuildFailure>).errors;
  if (!Array.isArray(failures)) return error;
  return new BundleError(
    failures.map(({ text, location }) => ({
      code: "GH1120",
      what: location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
      fix: "mend the source; `npm run typecheck` shows more of it",
    })),
  );
}
