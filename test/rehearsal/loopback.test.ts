import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Started, root, startRehearsal } from "../commands/run";

const bash = (command: string) =>
  promisify(execFile)("bash", ["-c", command], { cwd: root, timeout: 60_000 }).then(({ stdout }) => stdout);

describe("a rehearsal as a process", () => {
  let rehearsal: Started | undefined;
  before(async () => {
    rehearsal = await startRehearsal([], {
      env: { NODE_OPTIONS: `--require ${join(__dirname, "loopbackOnly.cjs")}` },
    });
  });
  after(async () => rehearsal?.stop());

  it("connects to nothing outside, whatever API is asked by the line that it prints", async () => {
    const said = rehearsal?.err() ?? "";
    assert.ok(said.startsWith("Loopback only.\n"), said);
    // A title says what the line below it answers: `# storefront-v1, edge REST: 200 with a token, 401 without`.
    const examples = [...said.matchAll(/^# (\S+), [^:]+: (\d{3}) .*\n(.+)$/gm)];
    assert.deepEqual(
      examples.map(([, label]) => label).sort(),
      rehearsal?.ready.apis.map(({ name }) => name.replace("gatehouse-dev-", "")).sort(),
    );
    for (const [, label, status, command = ""] of examples)
      assert.match(await bash(command), new RegExp(`HTTP/1\\.1 ${status} `), `${label}: ${command}`);
    assert.doesNotMatch(rehearsal?.err() ?? "", /LEAVES THIS MACHINE/);
  });
});
