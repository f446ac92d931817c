import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

describe("starting the pack from its sources", () => {
  let root: string;
  const path = (...parts: string[]): string => join(root, ...parts);
  const cache = (): string => path("node_modules", ".cache", "gatehouse-policy");

  /** What the pack says, and how often esbuild was asked so far. */
  const start = (entry = "index"): readonly [string, number] => {
    const out = execFileSync(
      process.execPath,
      ["-e", `require(${JSON.stringify(path("policy", "load"))})(${JSON.stringify(path("policy", entry))})`],
      { encoding: "utf8", cwd: root },
    );
    const calls = path("calls");
    return [out.trim(), existsSync(calls) ? readFileSync(calls, "utf8").length : 0];
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "gatehouse-load-"));
    mkdirSync(path("policy", "rules"), { recursive: true });
    mkdirSync(path("node_modules", "esbuild"), { recursive: true });
    copyFileSync(join(__dirname, "..", "..", "policy", "load.js"), path("policy", "load.js"));
    writeFileSync(path("policy", "index.ts"), 'import { one } from "./rules/one";\nconsole.log(one);\n');
    writeFileSync(path("policy", "other.ts"), 'console.log("other");\n');
    writeFileSync(path("policy", "rules", "one.ts"), 'export const one: string = "first";\n');
    writeFileSync(path("node_modules", "esbuild", "package.json"), '{"version":"1.0.0","main":"main.js"}');
    writeFileSync(
      path("node_modules", "esbuild", "main.js"),
      `exports.buildSync = (options) => {
        require("node:fs").appendFileSync(${JSON.stringify(path("calls"))}, ".");
        return require(${JSON.stringify(require.resolve("esbuild"))}).buildSync(options);
      };`,
    );
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("puts them into one script once", () => {
    assert.deepEqual(start(), ["first", 1]);
    assert.deepEqual(start(), ["first", 1]);
    assert.deepEqual(start("other"), ["other", 2]);
    assert.deepEqual(start(), ["first", 2]);
    assert.equal(readdirSync(cache()).length, 2);
  });

  it("sees an edit of any of them, and another esbuild", () => {
    start();
    writeFileSync(path("policy", "rules", "one.ts"), 'export const one: string = "other";\n');
    assert.deepEqual(start(), ["other", 2]);
    writeFileSync(path("node_modules", "esbuild", "package.json"), '{"version":"1.0.1","main":"main.js"}');
    assert.deepEqual(start(), ["other", 3]);
    assert.equal(readdirSync(cache()).length, 1);
  });

  it("takes no script that was not written to its end", () => {
    start();
    const [script = ""] = readdirSync(cache());
    truncateSync(join(cache(), script), 100);
    assert.deepEqual(start(), ["first", 2]);
  });

  it("works where nothing can be kept, and without esbuild", () => {
    writeFileSync(path("node_modules", ".cache"), "");
    assert.deepEqual(start(), ["first", 1]);
    assert.deepEqual(start(), ["first", 2]);
    rmSync(path("node_modules", "esbuild"), { recursive: true });
    writeFileSync(
      path("node_modules", "typescript.js"),
      `module.exports = require(${JSON.stringify(require.resolve("typescript"))});`,
    );
    assert.deepEqual(start(), ["first", 2]);
  });
});
