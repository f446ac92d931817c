import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import Module from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const KEEPER = resolve(__dirname, "..", "..", "bin", "compiledModules.js");
/** As many as are worth a file, and some. */
const MODULES = 30;

describe("compiled modules", function () {
  this.timeout(30_000);
  let root: string;
  beforeEach(function () {
    // From 22.1 on, Node keeps what it compiles by itself.
    if ("enableCompileCache" in Module) this.skip();
    root = mkdtempSync(join(tmpdir(), "gatehouse-modules-"));
    for (let at = 0; at < MODULES; at++)
      write(
        `node_modules/m${at}/index.js`,
        `exports.at = ${at}; exports.fail = () => { throw new Error("here"); };`,
      );
    write("node_modules/later/index.js", 'exports.handler = () => import("node:os");');
    write(
      "node_modules/whole/index.js",
      "exports.main = [typeof require.resolve, require.main === undefined || typeof require.main, module.id === __filename," +
        " module.children.length, __dirname.endsWith('whole'), require('m1').at, module.children.length, this === exports];",
    );
    write(
      "main.js",
      `const [keeper] = process.argv.slice(2);
      if (keeper) require(keeper).keepCompiledModules(${JSON.stringify(join(root, "cache"))});
      const numbers = Array.from({ length: ${MODULES} }, (_, at) => require("m" + at).at);
      let trace; try { require("m0").fail(); } catch (error) { trace = error.stack.split("\\n")[1]; }
      require("later").handler().then(({ EOL }) =>
        console.log(JSON.stringify([numbers, trace, EOL, require("whole").main])));`,
    );
  });
  afterEach(() => root && rmSync(root, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const run = (...keeper: string[]) =>
    JSON.parse(
      execFileSync(process.execPath, [join(root, "main.js"), ...keeper], { encoding: "utf8" }),
    ) as unknown[];
  const kept = () => join(root, "cache", readdirSync(join(root, "cache"))[0] ?? "");

  it("do what they do when they are compiled anew", () => {
    const first = run(KEEPER);
    const numbers = Array.from({ length: MODULES }, (_, at) => at);
    assert.deepEqual(first[0], numbers);
    assert.deepEqual(first, run());
    assert.deepEqual(first.slice(2), ["\n", ["function", "object", true, 0, true, 1, 1, true]]);
    const before = readFileSync(kept());
    assert.deepEqual(run(KEEPER), first);
    assert.deepEqual(readFileSync(kept()), before);
  });

  it("are seen when they have changed, and when what was kept is broken", () => {
    run(KEEPER);
    write(
      "node_modules/m3/index.js",
      readFileSync(join(root, "node_modules/m3/index.js"), "utf8").replace("3", "7"),
    );
    assert.equal((run(KEEPER)[0] as number[])[3], 7);
    const whole = readFileSync(kept());
    for (const broken of [
      Buffer.alloc(0),
      whole.subarray(0, whole.length / 2),
      Buffer.from(whole.map((byte, at) => (at === whole.length - 50 ? byte ^ 1 : byte))),
    ]) {
      writeFileSync(kept(), broken);
      assert.equal((run(KEEPER)[0] as number[])[3], 7);
      assert.equal(readdirSync(join(root, "cache")).length, 1);
      assert.notDeepEqual(readFileSync(kept()), broken);
    }
  });
});
