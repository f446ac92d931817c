import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { type Edits, keptFiles } from "../backends/functions";
import { OUT, type Source, ownCode } from "./ownCode";
import { packageBundles } from "./packageBundles";
import { type Place, readSourceMap } from "./sourceMap";

/** Makes functions again after an edit of their source, without evaluating the program. */
export interface Rebuilder {
  /**
   * Makes the functions again that the files belong to. False when a file is more than a function's source, or does not
   * compile: then the program has to be evaluated, and says what is wrong.
   */
  rebuild(files: readonly string[]): Promise<boolean>;
  /** What stands for the bundles of functions that were edited since the program was evaluated. */
  edits(): Edits;
  /** What was made last is not served: what was there before stands again, until an evaluation. */
  refused(): void;
  /** The program has been evaluated, and has bundled what could not be made here. */
  bundled(): void;
  /** What a file of a function is made of; undefined when the file is no bundle. */
  sourceOf(file: string): FunctionSource | undefined;
  /** Whether the program still makes the same functions in the same way. */
  isCurrent(): boolean;
}

/** A function's source, and what is run of it. */
export interface FunctionSource {
  /** Its entry file, relative to the project's folder. */
  readonly file: string;
  /** Where a line and column of what is run stand in the source; they count from 1. */
  place(line: number, column: number): Promise<Place | undefined>;
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

/** What stands for a function's bundle, and the source map of its code. */
interface Edited {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly map: string;
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
  const edits = new Map<string, Edited>();
  let before: ReadonlyMap<string, Edited | undefined> = new Map();
  const failed = new Set<string>();
  const bundleOf = (name: string) => resolve(root, BUNDLES, name, "index.js");

  async function remake(own: readonly Source[]): Promise<boolean> {
    const made = await ownCode(root, options, own);
    const bundles = await packages.of([...made.values()].flatMap((each) => each?.packages ?? []));
    let all = true;
    before = new Map([...made.keys()].map((name) => [name, edits.get(name)]));
    for (const [name, each] of made) {
      const bundle = each && bundles.get(each.packages);
      if (!each || !bundle) {
        failed.add(name);
        all = false;
        continue;
      }
      failed.delete(name);
      inputs.set(name, new Set([...each.inputs, ...(inputs.get(name) ?? [])]));
      const files = new Map([
        [basename(bundleOf(name)), Buffer.from(each.code)],
        ["packages.js", bundle],
      ]);
      edits.set(name, { files, map: each.map });
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
      before = new Map();
      if (own.length === 0) return false;
      try {
        return (await remake(own)) && known;
      } catch {
        // One that does not compile is the evaluation's to report.
        for (const { name } of own) failed.add(name);
        return false;
      }
    },
    edits: () => new Map([...edits].map(([name, { files }]) => [bundleOf(name), files])),
    refused() {
      for (const [name, edited] of before) {
        failed.add(name);
        if (edited) edits.set(name, edited);
        else edits.delete(name);
      }
      before = new Map();
    },
    bundled() {
      for (const name of failed) edits.delete(name);
      failed.clear();
    },
    sourceOf(file) {
      const source = sources.find(({ name }) => bundleOf(name) === file);
      if (!source) return undefined;
      const { name, entryFile } = source;
      const read = async () => {
        const edited = edits.get(name);
        return edited
          ? readSourceMap(edited.map, OUT)
          : readSourceMap(await bundleMap(root, options, source), join(BUNDLES, name));
      };
      return { file: entryFile, place: async (line, column) => (await read())(line, column) };
    },
    isCurrent: () => likeness(readManifest(root)) === likeness(manifest),
  };
}

/** Made when somebody asks, which is seldom: the program leaves none. The same source gives the same bundle. */
async function bundleMap(root: string, options: BuildOptions, { name, entryFile }: Source): Promise<string> {
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: [{ in: entryFile, out: "index" }],
    outdir: join(BUNDLES, name),
    sourcemap: "external",
    sourcesContent: false,
    write: false,
    logLevel: "silent",
  });
  return outputFiles.find(({ path }) => path.endsWith(".map"))?.text ?? "";
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
