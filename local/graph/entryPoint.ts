import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Where a program begins, and the folder that it runs in. */
export interface EntryPoint {
  /** The engine runs the program here; paths of assets count from it. */
  readonly programDir: string;
  /** What is loaded: a file, or a folder with an index. */
  readonly program: string;
}

/**
 * Finds the program as the engine and its Node.js host do. `main` of Pulumi.yaml names a folder or a file. Without a file there,
 * the nearest package.json upwards is asked for its `exports` or its `main`: one that belongs to another program is taken, too.
 *
 * @param main As Pulumi.yaml has it. @default - the project's folder
 */
export function entryPoint(root: string, main = "."): EntryPoint {
  const named = resolve(root, main);
  if (statSync(named, { throwIfNoEntry: false })?.isFile())
    return { programDir: dirname(named), program: named };
  const folder = packageFolder(named);
  const declared = folder === undefined ? undefined : declaredEntry(join(folder, "package.json"));
  const program = folder !== undefined && declared !== undefined ? join(folder, declared) : named;
  return { programDir: named, program: existsSync(program) ? program : named };
}

function packageFolder(folder: string): string | undefined {
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : packageFolder(above);
}

type Conditions = Partial<Record<"default" | "require" | "import", string>>;

function declaredEntry(manifest: string): string | undefined {
  let declared: { exports?: string | Record<string, string | Conditions>; main?: string };
  try {
    declared = JSON.parse(readFileSync(manifest, "utf8")) as typeof declared;
  } catch {
    // Pulumi's host, too, goes on without a manifest that it cannot read.
    return undefined;
  }
  const { exports, main } = declared;
  if (exports === undefined) return main;
  const own = typeof exports === "string" ? exports : exports["."];
  return typeof own === "object" ? (own.default ?? own.require ?? own.import) : own;
}
