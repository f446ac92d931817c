// Loads a module of the guard: compiled where it was built, else as TypeScript. The engine's runner registers ts-node with
// a full type check, which costs seconds before the first policy runs. Types are checked when the guard is tested, so its
// own files are only translated here.
const { existsSync, readFileSync } = module.require("node:fs");
const { sep } = module.require("node:path");

/** By esbuild where the program has it, a tenth of the time; else with the compiler that the runner has loaded anyway. */
function translator() {
  try {
    const { transformSync } = module.require("esbuild");
    const options = { loader: "ts", format: "cjs", platform: "node", target: "node20" };
    return (text, sourcefile) => transformSync(text, { ...options, sourcefile }).code;
  } catch {
    const ts = module.require("typescript");
    const compilerOptions = {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    };
    return (text, fileName) => ts.transpileModule(text, { compilerOptions, fileName }).outputText;
  }
}

/** Reads the guard's own .ts files without checking them; all others as whoever came first does. */
function translate() {
  const translated = translator();
  const checked = require.extensions[".ts"];
  require.extensions[".ts"] = (loaded, fileName) => {
    if (checked && !fileName.startsWith(__dirname + sep)) return checked(loaded, fileName);
    return loaded._compile(translated(readFileSync(fileName, "utf8"), fileName), fileName);
  };
}

/** @param {string} entry path without ending */
module.exports = (entry) => {
  if (existsSync(`${entry}.js`)) return module.require(`${entry}.js`);
  translate();
  return module.require(`${entry}.ts`);
};
