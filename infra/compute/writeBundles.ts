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
  /** Function name → places in `files` of its inputs and its bundle: their names would be a megabyte. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
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
/** Goes up when the manifest says something else: one of another form is made anew. */
const MANIFEST_FORM = 2;

/**
 * Brings the bundles on disk up to date. When neither an input nor a bundle has changed since the last time, esbuild
 * does not run at all, and otherwise for the functions that are concerned; a bundle that says the same is left alone, so
 * that nothing downstream looks changed.
 */
export function writeBundles(sources: readonly BundleSource[], root = projectRoot): void {
  const recipe = recipeOf(sources, root);
  const before = readManifest(root);
  const kept = before?.recipe === recipe ? currentParts(before, root) : new Map<string, readonly string[]>();
  const stale = sources.filter(({ name }) => !kept.has(name));
  if (stale.length === 0) return;
  const { contents, inputs } = bundle(stale, root);
  for (const [name, content] of contents) {
    const file = join(root, bundleFile(name));
    if (hashOf(file) === hash(content)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const files: Record<string, Seen> = {};
  for (const file of [...kept.values()].flat()) files[file] = before?.files[file] ?? seen(join(root, file));
  const made = new Map([...inputs].map(([name, own]) => [name, [...own, bundleFile(name)]]));
  for (const file of [...made.values()].flat()) files[file] ??= seen(join(root, file));
  const manifest: Manifest = {
    recipe,
    sources,
    options: bundleOptions,
    files,
    parts: places(files, kept, made),
  };
  writeFileSync(join(root, manifestFile), JSON.stringify(manifest));
}

/** A new dependency can change what an import means without changing a file that was read: so the lock file counts. */
function recipeOf(sources: readonly BundleSource[], root: string): string {
  const lock = hashOf(join(root, "package-lock.json")) ?? "";
  return hash(JSON.stringify({ form: MANIFEST_FORM, bundleOptions, esbuildVersion, sources, lock }));
}

/** The functions of which neither an input nor the bundle has changed, and these files of each. */
function currentParts({ files, parts }: Manifest, root: string): Map<string, readonly string[]> {
  const all = Object.entries(files).map(([file, known]) => ({
    file,
    unchanged: isUnchanged(join(root, file), known),
  }));
  const current = new Map<string, readonly string[]>();
  for (const [name, own] of Object.entries(parts)) {
    if (own.every((place) => all[place]?.unchanged))
      current.set(
        name,
        own.flatMap((place) => all[place]?.file ?? []),
      );
  }
  return current;
}

function places(
  files: Readonly<Record<string, Seen>>,
  ...parts: readonly ReadonlyMap<string, readonly string[]>[]
): Manifest["parts"] {
  const place = new Map(Object.keys(files).map((file, index) => [file, index]));
  const entries = parts.flatMap((each) => [...each]);
  return Object.fromEntries(
    entries.map(([name, own]) => [name, own.flatMap((file) => place.get(file) ?? [])]),
  );
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
