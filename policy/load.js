// Loads a module of the guard: compiled where it was built, else as TypeScript. The engine's runner registers ts-node with
// a full type check, which costs seconds before the first policy runs. Types are checked when the guard is tested, so its
// own files are only translated here.
const { existsSync, readdirSync, readFileSync } = module.require("node:fs");
const { join, sep } = module.require("node:path");

/** By esbuild where the program has it, a tenth of the time; else with the compiler that the runner has loaded anyway. */
function translator() {
  let buildSync;
  try {
    ({ buildSync } = module.require("esbuild"));
  } catch {
    const ts = module.require("typescript");
    const compilerOptions = {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    };
    return (fileName) =>
      ts.transpileModule(readFileSync(fileName, "utf8"), { compilerOptions, fileName }).outputText;
  }
  // All files at once: a call for each takes longer than the work.
  const entryPoints = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.d)\.ts$/.test(file) && !file.includes("node_modules"))
    .map((file) => join(__dirname, file));
  const { outputFiles } = buildSync({
    entryPoints,
    outdir: __dirname,
    outbase: __dirname,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  return (fileName) => texts.get(fileName.replace(/\.ts$/, ".js"));
}

/** Reads the guard's own .ts files without checking them; all others as whoever came first does. */
function translate() {
  const translated = translator();
  const checked = require.extensions[".ts"];
  require.extensions[".ts"] = (loaded, fileName) => {
    if (checked && !fileName.startsWith(__dirname + sep)) return checked(loaded, fileName);
    return loaded._compile(translated(fileName), fileName);
  };
}

/** @param {string} entry path without ending */
module.exports = (entry) => {
  if (existsSync(`${entry}.js`)) return module.require(`${entry}.js`);
  translate();
  return module.require(`${entry}.ts`);
};
