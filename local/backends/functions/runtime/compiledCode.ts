import Module from "node:module";
import { dirname, sep } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { type KeptFiles, keptFiles } from "./keptFiles";

/** Smaller files compile sooner than what was kept of them is read. */
const LEAST_CHARACTERS = 100_000;

/** What Node's modules have and their types do not say. */
interface Compiling {
  _compile(this: Module, content: string, file: string, format?: string): unknown;
}

type Wrapped = (this: unknown, ...parts: readonly unknown[]) => unknown;

/** What may resolve against the file's own place: all but what is Node's. */
const PLACED_IMPORT = /\bimport\s*\((?!["']node:)|\bimport\s+\(/;
/**
 * V8's kept code has lost who answers its `import()`. A name of the same length stands there instead, so that no line or
 * column moves.
 */
const DYNAMIC_IMPORT = /\bimport(?=\()/g;
const importer = "$impt$";
const PARTS = `exports, require, module, __filename, __dirname, ${importer}`;
const BEFORE = `(function (${PARTS}) { `;

/**
 * Keeps what V8 makes of a large CommonJS file in a folder, by content: compiling a bundle is most of a cold start, and
 * the next environment of the function, or the next rehearsal, takes it from there. What runs is the same. Returns what
 * writes it down, for a moment when nobody waits.
 */
export function keepCompiledCode(folder: string, taskRoot: string): () => void {
  const modules = Module.prototype as unknown as Compiling;
  const compile = modules._compile;
  const kept = keptFiles(folder);
  const made: (() => void)[] = [];
  modules._compile = function (content, file, format) {
    const large = content.length >= LEAST_CHARACTERS && file.startsWith(taskRoot + sep);
    const script =
      large && format !== "module" && !PLACED_IMPORT.test(content) && !content.includes(importer)
        ? // What is kept names its file. Each environment has a folder of its own, which AWS shows as this one.
          scriptOf(kept, content, file.replace(taskRoot, "/var/task"), made)
        : undefined;
    if (!script) return compile.call(this, content, file, format);
    const run = script.runInThisContext() as Wrapped;
    return Reflect.apply(run, this.exports, [
      this.exports,
      Module.createRequire(file),
      this,
      file,
      dirname(file),
      (name: string) => import(name),
    ]);
  };
  return () => {
    for (const write of made.splice(0)) write();
  };
}

function scriptOf(
  kept: KeptFiles,
  content: string,
  shownFile: string,
  made: (() => void)[],
): Script | undefined {
  const key = [process.version, process.arch, BEFORE, cachedDataVersionTag(), shownFile, content].join("\0");
  // V8 trusts the data it is given; only what is whole is read.
  const cachedData = kept.read(key);
  try {
    const script = new Script(`${BEFORE}${content.replace(DYNAMIC_IMPORT, importer)}\n});`, {
      filename: shownFile,
      // The wrapper's own text stands before the first line.
      columnOffset: -BEFORE.length,
      ...(cachedData && { cachedData }),
    });
    if (!cachedData || script.cachedDataRejected) made.push(() => kept.keep(key, script.createCachedData()));
    return script;
  } catch {
    // What is no CommonJS, or does not compile, is Node's to judge.
    return undefined;
  }
}
