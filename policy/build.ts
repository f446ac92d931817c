import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { buildSync, transformSync } from "esbuild";
import ts from "typescript";

/** Files that only the guard's own project needs. */
const OWN = /(^|\/)(node_modules\/|build\.ts$|controls\.ts$|known-sets\.json$|docs\.ts$|schemas\.ts$)/;
/** What this project has decided for its stages. */
const DECIDED = /^config\/(?!stage\.schema\.)[^/]+\.json$|^exemptions\.json$/;
/** What a pack starts with. */
const ENTRY = /^(packs\/\w+\/)?index\.ts$/;
/** Files that go into the package as they are. */
const AS_IS = /\.(json|ya?ml|md)$|(^|\/)(start|load)\.js$|^LICENSE$/;

/** How the package is built. */
export interface BuildOptions {
  /** Whether to write .d.ts files, which takes a type check. @default true */
  readonly types?: boolean;
  /**
   * Whether to take along what this project has decided for its stages. In another program with a stage called prod, the
   * same names would loosen rules for what nobody has looked at.
   * @default false
   */
  readonly decisions?: boolean;
}

/**
 * Lays the package out in a folder, ready for `npm pack`: JavaScript in place of TypeScript, so that the engine starts it
 * without a compiler.
 */
export function buildPackage(out: string, options: BuildOptions = {}): void {
  rmSync(out, { recursive: true, force: true });
  const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).map((file) =>
    file.split(sep).join("/"),
  );
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !OWN.test(file));
  for (const file of sources)
    write(out, file.replace(/ts$/, "js"), ENTRY.test(file) ? script(file) : javascript(file));
  const taken = (file: string): boolean =>
    AS_IS.test(file) && !OWN.test(file) && (options.decisions === true || !DECIDED.test(file));
  for (const file of files.filter(taken)) write(out, file, finished(file));
  cpSync(join(__dirname, "..", "LICENSE"), join(out, "LICENSE"));
  if (options.types ?? true) declare(out, sources);
}

function write(out: string, file: string, text: string): void {
  const path = join(out, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const read = (file: string): string => readFileSync(join(__dirname, file), "utf8");

const javascript = (file: string): string =>
  transformSync(read(file), { format: "cjs", loader: "ts", platform: "node", target: "node20" }).code;

/** A pack as one script, which the engine's runner reads in two thirds of the time. */
function script(entry: string): string {
  const folder = JSON.stringify(relative(dirname(entry), ".").split(sep).join("/"));
  const [output] = buildSync({
    entryPoints: [join(__dirname, entry)],
    bundle: true,
    packages: "external",
    // The folder that the guard's files know as theirs; see folder.ts.
    define: { __dirname: "guardFolder" },
    banner: { js: `"use strict";\nconst guardFolder = require("node:path").join(__dirname, ${folder});` },
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
  }).outputFiles;
  return output?.text ?? "";
}

/** The manifest of the package: no compiler is needed any more. */
function finished(file: string): string {
  const text = read(file);
  if (file !== "package.json") return text;
  const { dependencies, ...manifest } = JSON.parse(text) as { dependencies: Record<string, string> };
  const needed = Object.entries(dependencies).filter(([name]) => name !== "typescript");
  return `${JSON.stringify({ ...manifest, dependencies: Object.fromEntries(needed) }, null, 2)}\n`;
}

function declare(out: string, sources: readonly string[]): void {
  const program = ts.createProgram(
    sources.map((file) => join(__dirname, file)),
    {
      declaration: true,
      emitDeclarationOnly: true,
      esModuleInterop: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      outDir: out,
      resolveJsonModule: true,
      rootDir: __dirname,
      skipLibCheck: true,
      strict: true,
      target: ts.ScriptTarget.ES2022,
      types: ["node"],
    },
  );
  const { diagnostics } = program.emit();
  const [first] = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (first)
    throw new Error(
      `${relative(__dirname, first.file?.fileName ?? "")}: ${ts.flattenDiagnosticMessageText(first.messageText, "\n")}`,
    );
}

if (require.main === module) buildPackage(join(__dirname, "..", "build", "policy"));
