"use strict";

/**
 * Keeps what V8 makes of the modules of packages, in one file, from one run to the next: compiling them is a third of a
 * start. Node does this by itself from 22.1 (`module.enableCompileCache`).
 */
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join, sep } = require("node:path");
const { cachedDataVersionTag } = require("node:v8");
const { Script } = require("node:vm");

/** Fewer are not worth writing the file again. */
const LEAST_NEW = 25;
const DIGEST_BYTES = 32;
const packages = `${sep}node_modules${sep}`;
/** V8's kept code has lost who answers its `import()`. */
const dynamicImport = /\bimport\s*\(/;
/** The wrapper's own text stands before the first line. */
const columnOffset = -Module.wrapper[0].length;
const digest = (content) => createHash("sha256").update(content).digest();
/** What tells a module's source from another: the digest of all of them would take longer than it spares. */
const mark = (content) => createHash("sha1").update(content).digest("base64");

function keepCompiledModules(cacheDir) {
  if (Module.enableCompileCache) return;
  const name = `modules-${process.version}-${process.arch}-${cachedDataVersionTag()}`;
  const file = join(cacheDir, name);
  const known = read(file);
  const fresh = new Map();

  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, path, ...rest) {
    if (rest[0] === "module" || !path.includes(packages) || dynamicImport.test(content))
      return compile.call(this, content, path, ...rest);
    const source = mark(content);
    const kept = known.get(path);
    const cachedData = kept?.source === source ? kept.data : undefined;
    let script;
    try {
      script = new Script(Module.wrap(content), { filename: path, columnOffset, cachedData });
    } catch {
      // What is no CommonJS, or does not compile, is Node's to judge.
      return compile.call(this, content, path, ...rest);
    }
    if (!cachedData || script.cachedDataRejected) fresh.set(path, { source, script });
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, path, dirname(path));
  };
  process.once("exit", () => {
    if (fresh.size >= LEAST_NEW) write(file, known, fresh);
  });
}

/** As Node makes it for a module. */
function requireOf(module) {
  const own = (request) => module.require(request);
  own.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  own.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  own.main = process.mainModule;
  own.extensions = Module._extensions;
  own.cache = Module._cache;
  return own;
}

/** Nothing of a file that is not whole: V8 trusts what it is given. */
function read(file) {
  try {
    const whole = readFileSync(file);
    const content = whole.subarray(DIGEST_BYTES);
    if (!digest(content).equals(whole.subarray(0, DIGEST_BYTES))) return new Map();
    const start = 4 + content.readUInt32LE(0);
    const index = JSON.parse(content.toString("utf8", 4, start));
    return new Map(
      index.map(([path, source, offset, length]) => [
        path,
        { source, data: content.subarray(start + offset, start + offset + length) },
      ]),
    );
  } catch {
    return new Map();
  }
}

function write(file, known, fresh) {
  const entries = new Map([...known].filter(([path]) => existsSync(path)));
  for (const [path, { source, script }] of fresh)
    entries.set(path, { source, data: script.createCachedData() });
  let offset = 0;
  const index = [...entries].map(([path, { source, data }]) => {
    offset += data.length;
    return [path, source, offset - data.length, data.length];
  });
  const header = Buffer.from(JSON.stringify(index));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  const content = Buffer.concat([size, header, ...[...entries.values()].map(({ data }) => data)]);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, Buffer.concat([digest(content), content]));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A read-only checkout only costs time.
  }
}

module.exports = { keepCompiledModules };
