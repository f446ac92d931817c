import { isBuiltin } from "node:module";
import { resolve } from "node:path";
import { type BuildOptions, type Metafile, build, transform } from "esbuild";

/** A function's source, as the program names it. */
export interface Source {
  readonly name: string;
  /** Relative to the project's folder. */
  readonly entryFile: string;
}

/** A function without the packages it imports. */
export interface OwnCode {
  /** CommonJS, which takes all that comes of packages from `./packages.js`. */
  readonly code: string;
  /** Source map of the code, as if it lay in {@link OUT}. */
  readonly map: string;
  /** The module that exports it: of each package what is imported, and no more. */
  readonly packages: string;
  /** Its files, relative to the project's folder. */
  readonly inputs: readonly string[];
}

/**
 * Compiles the functions' own sources, which an edit changes, apart from packages, which are most of a bundle and stay.
 * What cannot be told apart (`import *`, `require`) gives undefined.
 *
 * Rejects when a source does not compile.
 */
export async function ownCode(
  root: string,
  options: BuildOptions,
  sources: readonly Source[],
): Promise<Map<string, OwnCode | undefined>> {
  const { outputFiles, metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: sources.map(({ name, entryFile }) => ({ in: entryFile, out: name })),
    outdir: OUT,
    write: false,
    metafile: true,
    packages: "external",
    sourcemap: "external",
    sourcesContent: false,
    // Import statements on lines of their own; the rest follows when they are read.
    format: "esm",
    minify: false,
    logLevel: "silent",
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const made = sources.map(async ({ name }): Promise<[string, OwnCode | undefined]> => {
    const output = metafile.outputs[`${OUT}/${name}.js`];
    if (!output || isCommonJs(output) || output.imports.some(isHidden)) return [name, undefined];
    const textOf = (file: string) => texts.get(resolve(root, OUT, file)) ?? "";
    const split = splitImports(textOf(`${name}.js`), output.imports);
    if (!split) return [name, undefined];
    const { format, target, minify, charset, legalComments, platform } = options;
    const { code, map } = await transform(withMap(split.code, textOf(`${name}.js.map`)), {
      ...{ format, target, minify, charset, legalComments, platform },
      tsconfigRaw: options.tsconfigRaw,
      sourcemap: "external",
      sourcesContent: false,
    });
    return [name, { code, map, packages: split.packages, inputs: Object.keys(output.inputs) }];
  });
  return new Map(await Promise.all(made));
}

/** Nothing is written there. Relative to the project's folder. */
export const OUT = "build/own";

/** So that the map of what is made of the code leads through this one. */
const withMap = (code: string, map: string): string =>
  `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`;

type Output = Metafile["outputs"][string];

/** What such a file exports is known when it runs. */
const isCommonJs = ({ exports }: Output): boolean => exports.join() === "default";

/** Whether it is a package that is not imported by a statement. */
const isHidden = ({ path, kind, external }: Output["imports"][number]): boolean =>
  external === true && kind !== "import-statement" && !isBuiltin(path);

/** As esbuild prints them: `import X, { A, B as C } from "package";`, over one line or more. */
const IMPORT = /^import (?:(?<what>[^"']+?) from )?"(?<from>[^"]+)";$/gm;
const CLAUSE = /^(?:(?<whole>[\w$]+)(?:, )?)?(?:\{\s*(?<names>[^}]*?),?\s*\})?$/;

/** Undefined when what looks like an import statement is none, or one does not look like one. */
function splitImports(
  text: string,
  imports: Output["imports"],
): { readonly code: string; readonly packages: string } | undefined {
  const packages = new Map<string, Set<string>>();
  const left = imports.flatMap(({ kind, path }) => (kind === "import-statement" ? path : []));
  let separable = true;
  const code = text.replace(IMPORT, (statement, ...rest) => {
    const { what, from = "" } = rest.at(-1) as { what?: string; from?: string };
    if (left.shift() !== from) separable = false;
    if (isBuiltin(from)) return statement;
    const names = packages.get(from) ?? new Set<string>();
    packages.set(from, names);
    // The lines below stay where they are: the source map counts them.
    const lines = "\n".repeat(statement.split("\n").length - 1);
    if (what === undefined) return `import "./packages.js";`;
    const clause = CLAUSE.exec(what)?.groups;
    if (!clause) separable = false;
    const bindings = [
      ...(clause?.whole === undefined ? [] : [["default", clause.whole] as const]),
      ...(clause?.names ?? "").split(/,\s*/).flatMap((each) => {
        const [imported, local] = each.split(" as ");
        return imported ? [[imported, local ?? imported] as const] : [];
      }),
    ];
    const place = [...packages.keys()].indexOf(from);
    const mine = bindings.map(([imported, local]) => {
      names.add(imported);
      return `p${place}_${imported} as ${local}`;
    });
    return `import { ${mine.join(", ")} } from "./packages.js";${lines}`;
  });
  if (!separable || left.length > 0) return undefined;
  const exported = [...packages].map(([from, names], place) => {
    const list = [...names].sort().map((name) => `${name} as p${place}_${name}`);
    return list.length === 0 ? `import "${from}";` : `export { ${list.join(", ")} } from "${from}";`;
  });
  return { code, packages: exported.join("\n") };
}
