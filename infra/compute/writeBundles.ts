import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { version as esbuildVersion } from "esbuild";
import { bundle, bundleFile, bundleOptions, type BundleSource, projectRoot } from "./bundle";

/** What the bundles on disk were made from. */
interface Manifest {
  /** Hash of everything but the files: options, esbuild, which functions, which dependencies. */
  readonly recipe: string;
  /** Every input and every bundle; paths are relative to the project's folder. */
  readonly files: Readonly<Record<string, Seen>>;
  /** With which options esbuild makes which function: enough to make one again without this program. */
  readonly options: typeof bundleOptions;
  readonly sources: readonly BundleSource[];
}

/** A file as it was. One with the same size and time is not read again: more than a thousand go into the bundles. */
interface Seen {
  readonly hash: string;
  readonly size: number;
  /** Milliseconds, with fractions. */
  readonly modified: number;
}

const manifestFile = "build/functions/manifest.json";

/**
 * Brings the bundles on disk up to date. When neither an input nor a bundle has changed since the last time, esbuild
 * does not run at all; and a bundle that says the same is left alone, so that nothing downstream looks changed.
 */
export function writeBundles(sources: readonly BundleSource[], root = projectRoot): void {
  const recipe = recipeOf(sources, root);
  if (isCurrent(readManifest(root), recipe, root)) return;
  const { contents, inputs } = bundle(sources, root);
  const files = Object.fromEntries(inputs.map((input) => [input, seen(join(root, input))]));
  for (const [name, content] of contents) {
    const file = bundleFile(name);
    if (hashOf(join(root, file)) !== hash(content)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), content);
    }
    files[file] = seen(join(root, file));
  }
  const manifest: Manifest = { recipe, sources, options: bundleOptions, files };
  writeFileSync(join(root, manifestFile), JSON.stringify(manifest));
}

/** A new dependency can change what an import means without changing a file that was read: so the lock file counts. */
function recipeOf(sources: readonly BundleSource[], root: string): string {
  const lock = hashOf(join(root, "package-lock.json")) ?? "";
  return hash(JSON.stringify({ bundleOptions, esbuildVersion, sources, lock }));
}

function isCurrent(manifest: Manifest | undefined, recipe: string, root: string): boolean {
  if (manifest?.recipe !== recipe) return false;
  return Object.entries(manifest.files).every(([file, known]) => isUnchanged(join(root, file), known));
}

function isUnchanged(file: string, known: Seen): boolean {
  const now = statSync(file, { throwIfNoEntry: false });
  if (!now) return false;
  if (now.size === known.size && now.mtimeMs === known.modified) return true;
  return now.size === known.size && hashOf(file) === known.hash;
}

function seen(file: string): Seen {
  // The time first: a file that changes meanwhile is read again the next time.
  const { size, mtimeMs: modified } = statSync(file);
  return { hash: hashOf(file) ?? "", size, modified };
}

function readManifest(root: string): Manifest | undefined {
  const file = join(root, manifestFile);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch {
    // Half written by a run that was stopped: as good as none.
    return undefined;
  }
}

const hash = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("base64url");

const hashOf = (file: string): string | undefined =>
  existsSync(file) ? hash(readFileSync(file)) : undefined;
