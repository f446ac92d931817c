"use strict";

/**
 * Loads TypeScript without checking it, for a quick start: esbuild transforms a file once, and the result is kept
 * under .gatehouse/cache by content. (`ts-node` loads the whole compiler first, half a second; the tests and the
 * Pulumi engine use it all the same, and `npm run typecheck` checks the types.)
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const cacheDir = join(__dirname, "..", ".gatehouse", "cache");
const options = {
  loader: "ts",
  format: "cjs",
  platform: "node",
  target: "node20",
  sourcemap: "inline",
  sourcesContent: false,
  // `import("./x")` without a file ending is Node's own only through require.
  supported: { "dynamic-import": false },
};
const salt = JSON.stringify(options) + require("esbuild/package.json").version;
let cacheUsable = true;

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
    return readFileSync(cached, "utf8");
  } catch {
    const { code } = require("esbuild").transformSync(source, {
      ...options,
      sourcefile: pathToFileURL(file).href,
    });
    keep(cached, code);
    return code;
  }
}

/** A cache that cannot be written (a read-only checkout) only costs time. */
function keep(file, code) {
  if (!cacheUsable) return;
  try {
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    cacheUsable = false;
  }
}

process.setSourceMapsEnabled(true);
require.extensions[".ts"] = (module, file) => {
  module._compile(compile(readFileSync(file, "utf8"), file), file);
};
