// Loads a module of the guard: compiled where it was built, else as TypeScript. The engine's runner registers ts-node with
// a full type check, which costs seconds before the first policy runs. Types are checked when the guard is tested, so its
// own files are only translated here, with the compiler that the runner has loaded anyway.
const { existsSync, readFileSync } = module.require("node:fs");
const { sep } = module.require("node:path");

/** Reads the guard's own .ts files without checking them; all others as whoever came first does. */
function translate() {
  const ts = module.require("typescript");
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  const checked = require.extensions[".ts"];
  require.extensions[".ts"] = (loaded, fileName) => {
    if (checked && !fileName.startsWith(__dirname + sep)) return checked(loaded, fileName);
    const { outputText } = ts.transpileModule(readFileSync(fileName, "utf8"), { compilerOptions, fileName });
    return loaded._compile(outputText, fileName);
  };
}

/** @param {string} entry path without ending */
module.exports = (entry) => {
  if (existsSync(`${entry}.js`)) return module.require(`${entry}.js`);
  translate();
  return module.require(`${entry}.ts`);
};
