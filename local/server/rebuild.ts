import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import type { BuildOptions } from "esbuild";
import { type Edits, keptFiles } from "../backends/functions";
import { type Source, ownCode } from "./ownCode";
import { packageBundles } from "./packageBundles";

/** Makes functions again after an edit of their source, without evaluating the program. */
export interface Rebuilder {
  /**
   * Makes the functions again that the files belong to. False when a file is more than a function's source, or does not
   * compile: then the program has to be evaluated, and says what is wrong.
   */
  rebuild(files: readonly string[]): Promise<boolean>;
  /** What stands for the bundles of functions that were edited since the program was evaluated. */
  edits(): Edits;
  /** The program has been evaluated, and has bundled what could not be made here. */
  bundled(): void;
  /** Whether the program still makes the same functions in the same way. */
  isCurrent(): boolean;
}

/** What the program leaves beside the bundles: how it made them, and of which files. */
interface Manifest {
  readonly recipe: string;
  readonly options: BuildOptions;
  readonly sources: readonly Source[];
  readonly files: Readonly<Record<string, { readonly hash: string }>>;
  /** Function name → places in `files`. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
}

const BUNDLES = join("build", "functions");

/**
 * An evaluation bundles whole functions, which takes half a second for each. After an edit only its own sources are
 * compiled, and run beside a bundle of the packages, which stay as they are: the same code in two files. One thing is
 * different: packages are loaded before the first of the function's own lines. Returns undefined when the program left no
 * manifest.
 */
export function createRebuilder(root: string, cacheDir: string): Rebuilder | undefined {
  const manifest = readManifest(root);
  if (!manifest) return undefined;
  const { options, sources, files, parts } = manifest;
  const names = Object.keys(files);
  const inputs = new Map(
    Object.entries(parts).map(([name, own]) => [name, new Set(own.map((place) => names[place] ?? ""))]),
  );
  const packages = packageBundles(root, options, installed(manifest), keptFiles(join(cacheDir, "packages")));
  const edits = new Map<string, ReadonlyMap<string, Buffer>>();
  const failed = new Set<string>();
  const bundleOf = (name: string) => resolve(root, BUNDLES, name, "index.js");

  async function remake(own: readonly Source[]): Promise<boolean> {
    const made = await ownCode(root, options, own);
    const bundles = await packages.of([...made.values()].flatMap((each) => each?.packages ?? []));
    let all = true;
    for (const [name, each] of made) {
      const bundle = each && bundles.get(each.packages);
      if (!each || !bundle) {
        failed.add(name);
        all = false;
        continue;
      }
      failed.delete(name);
      inputs.set(name, new Set([...each.inputs, ...(inputs.get(name) ?? [])]));
      const code = Buffer.from(each.code);
      edits.set(
        bundleOf(name),
        new Map([
          [basename(bundleOf(name)), code],
          ["packages.js", bundle],
        ]),
      );
    }
    return all;
  }

  return {
    async rebuild(changed) {
      const edited = changed.map(toPosix);
      const own = sources.filter(({ name }) => edited.some((file) => inputs.get(name)?.has(file)));
      const known = edited.every(
        (file) => file.endsWith(".ts") && own.some(({ name }) => inputs.get(name)?.has(file)),
      );
      if (own.length === 0) return false;
      try {
        return (await remake(own)) && known;
      } catch {
        // One that does not compile is the evaluation's to report.
        for (const { name } of own) failed.add(name);
        return false;
      }
    },
    edits: () => new Map(edits),
    bundled() {
      for (const name of failed) edits.delete(bundleOf(name));
      failed.clear();
    },
    isCurrent: () => likeness(readManifest(root)) === likeness(manifest),
  };
}

function readManifest(root: string): Manifest | undefined {
  const file = join(root, BUNDLES, "manifest.json");
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Partial<Manifest>;
  return manifest.sources && manifest.parts ? (manifest as Manifest) : undefined;
}

/** What of a manifest the rebuilder depends on: not the content of the functions' files, which it reads itself. */
const likeness = (manifest: Manifest | undefined): string | undefined =>
  manifest &&
  JSON.stringify([
    manifest.recipe,
    manifest.options,
    manifest.sources,
    Object.keys(manifest.files).sort(),
    installed(manifest),
  ]);

/** Changes when a package does that goes into a bundle, and when another one is installed. */
function installed({ recipe, files }: Manifest): string {
  const hash = createHash("sha256").update(recipe);
  for (const [file, seen] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (file.includes("node_modules/")) hash.update(`${file}\0${seen.hash}\0`);
  return hash.digest("hex");
}

const toPosix = (file: string): string => file.split(sep).join("/");
