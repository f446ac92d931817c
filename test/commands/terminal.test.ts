import assert from "node:assert/strict";
import { processTerminal, reportFailure } from "../../local/commands/terminal";
import { Problem } from "../../local/graph/problem";

/** A terminal, or pipes, and what was written to them. */
function surroundings(isTTY: boolean, env: NodeJS.ProcessEnv = {}) {
  const written = { out: "", err: "" };
  let time = 0;
  const streamOf = (name: keyof typeof written) => ({
    isTTY,
    write: (text: string | Uint8Array) => {
      written[name] += String(text);
      return true;
    },
    on() {
      return this as unknown as NodeJS.WriteStream;
    },
  });
  const parts = { stdout: streamOf("out"), stderr: streamOf("err"), env, now: () => (time += 100) };
  return { written, parts };
}

describe("the terminal", () => {
  it("has colours, but not with NO_COLOR, on a dumb one, or in a pipe", () => {
    const red = (isTTY: boolean, env?: NodeJS.ProcessEnv) =>
      processTerminal(false, surroundings(isTTY, env).parts).colors.red("text");
    assert.equal(red(true), "\u001b[31mtext\u001b[39m");
    assert.equal(red(true, { NO_COLOR: "1" }), "text");
    assert.equal(red(true, { TERM: "dumb" }), "text");
    assert.equal(red(false), "text");
    // An empty one counts as none (no-color.org).
    assert.notEqual(red(true, { NO_COLOR: "" }), "text");
  });

  it("shows a step while it lasts: the next, a line of text or the end takes its place", () => {
    const { written, parts } = surroundings(true);
    const terminal = processTerminal(false, parts);
    terminal.step("one");
    terminal.step("two");
    terminal.err("text");
    terminal.step("three");
    terminal.done();
    terminal.done();
    const clear = "\r\u001b[2K";
    assert.equal(written.err, `one …${clear}two …${clear}text\nthree …${clear}`);
    assert.equal(terminal.interactive, true);
  });

  it("shows no steps in a pipe", () => {
    const { written, parts } = surroundings(false);
    const terminal = processTerminal(false, parts);
    terminal.step("one");
    terminal.out("text");
    assert.deepEqual(written, { out: "text\n", err: "" });
    assert.equal(terminal.interactive, false);
  });

  it("leaves a line for each step when it is verbose, with its time", () => {
    const { written, parts } = surroundings(false);
    const terminal = processTerminal(true, parts);
    terminal.step("one");
    terminal.step("two");
    terminal.done();
    assert.equal(written.err, "one: 100 ms\ntwo: 100 ms\n");
  });

  it("says what went wrong, why and the fix, and a trace only when it is verbose", () => {
    const said = (error: unknown, verbose: boolean) => {
      const { written, parts } = surroundings(false);
      assert.equal(reportFailure(error, processTerminal(verbose, parts), verbose), 2);
      return written.err;
    };
    const problem = new Problem("GH1001", "There is no Pulumi.yaml.", "Make one.", "It is gone.");
    const told = "error GH1001: There is no Pulumi.yaml.\n  why: It is gone.\n  fix: Make one.\n";
    const see = "  see: docs/errors.md#gh1001\n";
    assert.equal(said(problem, false), told + see);
    assert.ok(said(problem, true).startsWith(told) && said(problem, true).endsWith(see));
    assert.match(said(problem, true), /\n {4}at .*terminal\.test/);
    assert.match(said(new Error("odd"), false), /^error GH1000: odd\n {2}.*--verbose.*\n$/);
    assert.match(said(new Error("odd"), true), /^error GH1000: odd\nError: odd\n {4}at /);
  });
});
