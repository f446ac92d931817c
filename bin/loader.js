"use strict";

/**
 * Loads TypeScript without checking it, for a quick start: esbuild transforms a file once, and the result is kept
 * under .gatehouse/cache by content. (`ts-node` loads the whole compiler first, half a second; the tests and the
 * Pulumi engine use it all the same, and `npm run typecheck` checks the types.)
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

const root = join(__dirname, "..");
const cacheDir = join(root, ".gatehouse", "cache");
const options = {
  format: "cjs",
  platform: "node",
  target: "node20",
  sourcemap: "external",
  sourcesContent: false,
  // `import("./x")` without a file ending is Node's own only through require.
  supported: { "dynamic-import": false },
};
const salt = JSON.stringify(options) + require("esbuild/package.json").version;
let cacheUsable = true;

/** Source file → how to read its source map, which few need: it is parsed when the first stack trace asks. */
const maps = new Map();

/** What one run of esbuild made of every file, once a file was not in the cache: a call for each file takes longer. */
let batch;

function compile(source, file) {
  const key = createHash("sha256")
    .update(salt)
    .update(file)
    .update("\0")
    .update(source)
    .digest("hex")
    .slice(0, 40);
  const cached = join(cacheDir, `${key}.js`);
  try {
    const code = readFileSync(cached, "utf8");
    maps.set(file, () => readFileSync(`${cached}.map`, "utf8"));
    return code;
  } catch {
    batch ??= compileAll();
    const found = batch.get(file);
    // An edit since then, or a file outside the rooms, is transformed on its own.
    const { code, map } = found?.source === source ? found : transform(source, file);
    maps.set(file, () => map);
    keep(`${cached}.map`, map);
    keep(cached, code);
    return code;
  }
}

function transform(source, file) {
  return require("esbuild").transformSync(source, { ...options, loader: "ts", sourcefile: file });
}

function compileAll() {
  const entryPoints = ["infra", "local", "policy"].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !file.includes("node_modules"))
      .map((file) => join(root, room, file)),
  );
  const made = new Map();
  try {
    const { outputFiles } = require("esbuild").buildSync({
      ...options,
      entryPoints,
      bundle: false,
      write: false,
      outdir: root,
      outbase: root,
      logLevel: "silent",
    });
    const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
    for (const file of entryPoints) {
      const path = `${file.slice(0, -3)}.js`;
      const code = texts.get(path);
      if (code === undefined) continue;
      made.set(file, { source: readFileSync(file, "utf8"), code, map: texts.get(`${path}.map`) });
    }
  } catch {
    // A file that does not compile must not stop those that are not asked for; it is reported when it is.
  }
  return made;
}

/** A cache that cannot be written (a read-only checkout) only costs time. */
function keep(file, content) {
  if (!cacheUsable) return;
  try {
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, content);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    cacheUsable = false;
  }
}

/** File → its source, and what V8 made of it: an evaluation runs the program's modules again, most of them unchanged. */
const scripts = new Map();

function scriptOf(source, file) {
  const known = scripts.get(file);
  if (known?.source === source) return known.script;
  const script = new Script(Module.wrap(compile(source, file)), {
    filename: file,
    // The wrapper's own text stands before the first line.
    columnOffset: -Module.wrapper[0].length,
  });
  scripts.set(file, { source, script });
  return script;
}

require.extensions[".ts"] = (module, file) => {
  const run = scriptOf(readFileSync(file, "utf8"), file).runInThisContext();
  run.call(module.exports, module.exports, Module.createRequire(file), module, file, dirname(file));
};

/** Line and column of the TypeScript for a frame of its JavaScript. */
function original(file, line, column) {
  let map = maps.get(file);
  if (typeof map === "function") maps.set(file, (map = new Module.SourceMap(JSON.parse(map()))));
  const entry = map?.findEntry(line - 1, column - 1);
  return entry?.originalLine === undefined ? undefined : [entry.originalLine + 1, entry.originalColumn + 1];
}

/**
 * Stack traces with the lines of the TypeScript: Node's own `--enable-source-maps` maps each frame of each trace; here
 * only our own are.
 */
Error.prepareStackTrace = (error, frames) => {
  let text = `${error}`;
  for (const frame of frames) {
    const file = frame.getFileName();
    const place = maps.has(file) ? original(file, frame.getLineNumber(), frame.getColumnNumber()) : undefined;
    const line = place
      ? String(frame).replace(
          `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`,
          `${file}:${place[0]}:${place[1]}`,
        )
      : frame;
    text += `\n    at ${line}`;
  }
  return text;
};

/**
 * Modules that the Pulumi SDK loads at once, for serialising closures into functions and for driving the CLI, and that
 * nothing here calls: they are loaded when something does. Together they are a third of a second. The value says
 * whether the module is marked as one that was ESM: what decides that cannot wait.
 */
const deferred = new Map([
  ["typescript", false],
  ["@npmcli/arborist", false],
  ["@pulumi/pulumi/automation", true],
]);
const sdkFolder = join("node_modules", "@pulumi", "pulumi");
const load = Module._load;
Module._load = function (request, parent, isMain) {
  const inSdk = request === "./automation" && parent?.path.endsWith(sdkFolder);
  const name = inSdk ? "@pulumi/pulumi/automation" : request;
  if (!deferred.has(name)) return load.apply(this, [request, parent, isMain]);
  const real = () => load.apply(this, [request, parent, isMain]);
  return new Proxy(
    {},
    {
      get: (_target, key) => (key === "__esModule" ? deferred.get(name) : real()[key]),
      has: (_target, key) => key in real(),
      ownKeys: () => [],
    },
  );
};

// V8's compiled code of all modules, kept between runs where Node can (22.1 and later).
Module.enableCompileCache?.(join(cacheDir, "v8"));
