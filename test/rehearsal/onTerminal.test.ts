import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { copyOfProject } from "../../bench/rehearsed";
import { type Started, startRehearsal } from "../commands/run";

const CONTRACT = "services/storefront/v1/openapi.yaml";

describe("a rehearsal on a terminal", () => {
  let copy: ReturnType<typeof copyOfProject>;
  let rehearsal: Started | undefined;
  before(async () => {
    copy = copyOfProject(resolve(__dirname, "..", ".."));
    rehearsal = await startRehearsal([], {
      project: copy.root,
      env: {
        NODE_OPTIONS: `--require ${join(__dirname, "onTerminal.cjs")}`,
        SAVED_AT_READY: join(copy.root, CONTRACT),
      },
    });
  });
  after(async () => {
    await rehearsal?.stop();
    copy.remove();
  });

  it("shows progress, and follows edits without being told, from before it is ready", async () => {
    await rehearsal?.saying(`Serving the edit of ${CONTRACT}`);
    const said = rehearsal?.err() ?? "";
    assert.ok(said.includes("Evaluating stage dev …\r\u001b[2K"), said);
    assert.ok(said.includes("Opening the gates …\r\u001b[2K"), said);
  });
});
