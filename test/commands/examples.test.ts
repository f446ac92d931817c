import assert from "node:assert/strict";
import pc from "picocolors";
import { commandLine } from "../../local/commands/commandLine";
import { callOf, EXAMPLES, examplesOf } from "../../local/commands/examples";
import type { Terminal } from "../../local/commands/terminal";

const silent: Terminal = {
  out: () => undefined,
  err: () => undefined,
  step: () => undefined,
  done: () => undefined,
  colors: pc.createColors(false),
  interactive: false,
};

describe("the examples of the commands", () => {
  const commands = commandLine(silent, false, () => undefined).commands.filter(
    (command) => command.name() !== "help",
  );

  it("are of commands that there are", () => {
    assert.deepEqual(Object.keys(EXAMPLES).sort(), commands.map((command) => command.name()).sort());
  });

  for (const command of commands) {
    const name = command.name();
    const lines = examplesOf(name);

    it(`call ${name} as a person would, from the project's folder`, () => {
      for (const line of lines)
        assert.ok(line === callOf(name) || line.startsWith(`${callOf(name)} -- `), line);
    });

    // What follows `engine` is pulumi's.
    if (name === "engine") continue;

    it(`show each flag of ${name}, and none that it does not have`, () => {
      const shown = new Set(lines.flatMap((line) => line.split(" ").filter((word) => /^--\w/.test(word))));
      assert.deepEqual([...shown].sort(), command.options.map(({ long }) => long).sort());
    });

    it(`show ${name} with values that it takes`, () => {
      for (const line of lines) {
        const { commands: fresh } = commandLine(silent, false, () => undefined);
        const tried = fresh.find((each) => each.name() === name);
        // Parsed and not run: a value that is not allowed throws.
        const words = line.slice(callOf(name).length).replace(/^ -- /, "").split(" ").filter(Boolean);
        const { unknown } = tried?.parseOptions(words) ?? assert.fail(name);
        assert.deepEqual(unknown, [], line);
      }
    });
  }
});
