// Starts a pack: as built JavaScript, else from the TypeScript sources. The engine's runner registers ts-node with a full
// type check, which costs seconds before the first policy runs. Types are checked when the guard is tested, so its own
// files are only translated here.
const { createHash } = module.require("node:crypto");
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } =
  module.require("node:fs");
const { dirname, join, relative, sep } = module.require("node:path");

/** The entry and all that it imports of the guard as one script: an esbuild call and hundreds of look-ups less. */
function bundle(entry) {
  let manifest;
  try {
    manifest = require.resolve("esbuild/package.json");
  } catch {
    return undefined;
  }
  return kept(join(dirname(manifest), "..", ".cache", "gatehouse-policy"), entry, manifest, () => {
    const { outputFiles } = module.require("esbuild").buildSync({
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
  });
}

/** The script of an earlier start, while the guard and the esbuild that made it are to the letter what they were. */
function kept(folder, entry, manifest, make) {
  const name = createHash("sha256").update(entry).digest("hex").slice(0, 16);
  const file = join(folder, `${name}.js`);
  const head = `// ${digestOf(manifest)}\n`;
  try {
    const script = readFileSync(file, "utf8");
    if (script.startsWith(head) && script.endsWith(END)) return script;
  } catch {
    // The first start.
  }
  const script = head + make() + END;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, script);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Packages that cannot be written to only cost time.
  }
  return script;
}

/** A script without it was not written to its end. */
const END = "// end\n";

/** Digest of all that a script is made from. */
function digestOf(manifest) {
  const hash = createHash("sha256");
  for (const file of [manifest, ...sources()])
    hash
      .update(`${relative(__dirname, file)}\n`)
      .update(readFileSync(file))
      .update("\n");
  return hash.digest("hex");
}

/** The guard's own files. Packages may be installed beside them, which are many. */
function sources() {
  const inside = readdirSync(__dirname, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(__dirname, entry.name), { recursive: true, encoding: "utf8" }).map((file) =>
            join(entry.name, file),
          )
        : [entry.name],
    );
  return inside
    .filter((file) => /\.(ts|json)$/.test(file))
    .sort()
    .map((file) => join(__dirname, file));
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
