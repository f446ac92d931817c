import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFunctions, type Functions } from "../../../local/backends/functions";
import { graphOf, lambda } from "../graphs";

/** Large enough to be kept. */
const PADDING = `// ${"x".repeat(100_000)}\n`;
/** What is kept is written in the turn after loading: who answers after a turn answers after that. */
const TURN = "await new Promise(setImmediate);";

describe("a function's compiled code", () => {
  let compiledFolder: string;
  let functions: Functions;
  let lines: string[];
  beforeEach(() => {
    compiledFolder = mkdtempSync(join(tmpdir(), "gatehouse-compiled-"));
    lines = [];
  });
  afterEach(() => rmSync(compiledFolder, { recursive: true }));

  /** Runs the source in an environment of its own. */
  async function run(source: string): Promise<unknown> {
    functions = createFunctions(graphOf(lambda("fn", source)), {
      programDir: tmpdir(),
      environment: () => ({}),
      clock: { now: () => 0 },
      log: (_, line) => lines.push(line),
      compiledFolder,
    });
    try {
      const result = await functions.invoke("fn", {});
      return result.ok ? result.payload : result;
    } finally {
      await functions.close();
    }
  }
  const kept = () => readdirSync(compiledFolder).map((name) => join(compiledFolder, name));

  it("is kept by content, and taken from there", async () => {
    const source = `${PADDING}let n = 0; exports.handler = async () => { ${TURN} return [++n, __filename.slice(-8), typeof require("node:fs").statSync]; };`;
    const answer = [1, "index.js", "function"];
    assert.deepEqual(await run(source), answer);
    const [file] = kept();
    assert(file !== undefined);
    const before = readFileSync(file);
    assert.deepEqual(await run(source), answer);
    assert.deepEqual(kept(), [file]);
    assert.deepEqual(readFileSync(file), before);
    // The same length, and other content.
    assert.deepEqual(await run(source.replace("++n", "n+8")), [8, ...answer.slice(1)]);
    assert.equal(kept().length, 2);
  });

  it("is made again when what was kept is broken", async () => {
    const source = `${PADDING}exports.handler = async () => { ${TURN} return 1; };`;
    await run(source);
    const [file = ""] = kept();
    const whole = readFileSync(file);
    for (const broken of [
      Buffer.alloc(0),
      whole.subarray(0, 100),
      Buffer.from(whole.map((byte, at) => (at === whole.length - 9 ? byte ^ 1 : byte))),
    ]) {
      writeFileSync(file, broken);
      assert.equal(await run(source), 1);
      assert.equal(readFileSync(file).length, whole.length);
    }
  });

  it("imports dynamically when it was kept, without a word in the log", async () => {
    const source = `${PADDING}exports.handler = async () => { ${TURN} return (await import("node:os")).EOL; };`;
    assert.equal(await run(source), "\n");
    assert.equal(kept().length, 1);
    assert.equal(await run(source), "\n");
    assert.deepEqual(
      lines.filter((line) => line.includes("Warning")),
      [],
    );
  });

  it("shows the same lines of the same file as ever, and may be no CommonJS at all", async () => {
    const source = `${PADDING}exports.handler = async () => { ${TURN} throw new Error("here"); };`;
    const traces = [await run(source), await run(source)].map(
      (answer) => (answer as { trace: string[] }).trace,
    );
    assert.deepEqual(traces[0], traces[1]);
    assert.match(traces[0]?.[1] ?? "", /at .*\/var\/task\/index\.js:2:72\)?$/);
    const broken = (await run(`${PADDING}exports.handler = ;`)) as { errorType: string };
    assert.equal(broken.errorType, "Runtime.UserCodeSyntaxError");
    const own = `${PADDING}exports.handler = async () => Object.keys(await import("./index.js")).includes("handler");`;
    assert.equal(await run(own), true);
  });
});
