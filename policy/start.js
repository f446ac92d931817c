// What the engine starts. Its runner registers ts-node with a full type check, which costs seconds before the first
// policy runs. Types are checked when the guard is tested, so its own files are only translated here, with the
// compiler that the runner has loaded anyway.
const { readFileSync } = module.require("node:fs");
const { sep } = module.require("node:path");
const ts = module.require("typescript");

const compilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
};
const checked = require.extensions[".ts"];

require.extensions[".ts"] = (module, fileName) => {
  if (checked && !fileName.startsWith(__dirname + sep)) return checked(module, fileName);
  const { outputText } = ts.transpileModule(readFileSync(fileName, "utf8"), { compilerOptions, fileName });
  return module._compile(outputText, fileName);
};

module.require("./index.ts");
