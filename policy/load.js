// Starts a pack: as built JavaScript, else from the TypeScript sources. The engine's runner registers ts-node with a full
// type check, which costs seconds before the first policy runs. Types are checked when the guard is tested, so its own
// files are only translated here.
const { existsSync, readFileSync } = module.require("node:fs");
const { sep } = module.require("node:path");

/** The entry and all that it imports of the guard as one script: an esbuild call and hundreds of look-ups less. */
function bundle(entry) {
  let buildSync;
  try {
    ({ buildSync } = module.require("esbuild"));
  } catch {
    return undefined;
  }
  const { outputFiles } = buildSync({
    entryPoints: [`${entry}.ts`],
    bundle: true,
    packages: "external",
    // The folder that the guard's files know as theirs; see folder.ts.
    define: { __dirname: JSON.stringify(__dirname) },
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
  });
  return outputFiles[0].text;
}

/** Where the program has no esbuild, with the compiler that the runner has loaded anyway; it takes ten times as long. */
function transpiler() {
  const ts = module.require("typescript");
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  return (fileName) =>
    ts.transpileModule(readFileSync(fileName, "utf8"), { compilerOptions, fileName }).outputText;
}

/** Reads the guard's own .ts files without checking them; all others as whoever came first does. */
function translate(translated) {
  const checked = require.extensions[".ts"];
  require.extensions[".ts"] = (loaded, fileName) => {
    if (checked && !fileName.startsWith(__dirname + sep)) return checked(loaded, fileName);
    return loaded._compile(translated(fileName), fileName);
  };
}

/** @param {string} entry path without ending */
module.exports = (entry) => {
  if (existsSync(`${entry}.js`)) return module.require(`${entry}.js`);
  const script = bundle(entry);
  translate(script === undefined ? transpiler() : () => script);
  return module.require(`${entry}.ts`);
};
