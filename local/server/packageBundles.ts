import { basename, join } from "node:path";
import { type BuildOptions, build, version } from "esbuild";
import type { KeptFiles } from "../backends/functions";

/** Makes the modules that {@link OwnCode.packages} writes. */
export interface PackageBundles {
  /** Module → its bundle. Rejects when one cannot be made. */
  of(modules: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
}

/**
 * Bundles what functions take of packages. That takes most of a second, so it is made once: `kept` has it for the next
 * rehearsal, under a key with `installed`, which changes when a package does.
 */
export function packageBundles(
  root: string,
  options: BuildOptions,
  installed: string,
  kept: KeptFiles,
): PackageBundles {
  const made = new Map<string, Buffer>();
  const keyOf = (module: string) => JSON.stringify([version, options, installed, module]);
  return {
    async of(modules) {
      for (const module of modules) {
        const known = made.get(module) ?? kept.read(keyOf(module));
        if (known) made.set(module, known);
      }
      const missing = [...new Set(modules)].filter((module) => !made.has(module));
      for (const [module, content] of await bundle(root, options, missing)) {
        made.set(module, content);
        kept.keep(keyOf(module), content);
      }
      return made;
    },
  };
}

/** All in one run: what they share is parsed once. */
async function bundle(
  root: string,
  options: BuildOptions,
  modules: readonly string[],
): Promise<[string, Buffer][]> {
  if (modules.length === 0) return [];
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: modules.map((_, index) => ({ in: `packages:${index}`, out: String(index) })),
    outdir: "build/packages",
    write: false,
    logLevel: "silent",
    plugins: [
      {
        name: "packages",
        setup(run) {
          run.onResolve({ filter: /^packages:/ }, ({ path }) => ({ path, namespace: "packages" }));
          run.onLoad({ filter: /^/, namespace: "packages" }, ({ path }) => ({
            contents: modules[Number(path.slice(path.indexOf(":") + 1))] ?? "",
            loader: "ts",
            // Where the functions are that import them.
            resolveDir: join(root, "services"),
          }));
        },
      },
    ],
  });
  return modules.map((module, index) => {
    const file = outputFiles.find(({ path }) => basename(path) === `${index}.js`);
    if (!file) throw new Error("esbuild wrote nothing for what functions take of packages");
    return [module, Buffer.from(file.contents)];
  });
}
