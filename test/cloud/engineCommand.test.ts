import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runEngine } from "../../local/commands/engine";
import { Problem } from "../../local/graph/problem";

/** Without a pulumi that would be run: what the command says before. */
describe("the engine command, when it cannot run", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "engine-command-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const refused = (code: string, text: RegExp) => (error: unknown) =>
    error instanceof Problem && error.code === code && text.test(error.message);

  it("says how to get pulumi, and how to do without", async () => {
    const run = runEngine(["preview"], { root: folder, env: { PATH: folder } });
    await assert.rejects(run, refused("GH3020", /not on the PATH.*pulumi\.com\/docs\/install.*npm run plan/));
  });
  it("wants a project", async () => {
    writeFileSync(join(folder, "pulumi"), "");
    const run = runEngine(["preview"], { root: folder, env: { PATH: folder } });
    await assert.rejects(run, refused("GH3021", /Pulumi\.yaml is missing/));
  });
  it("wants a stage that exists", async () => {
    writeFileSync(join(folder, "pulumi"), "");
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    const run = runEngine(["preview", "--stack=prdo"], { root: folder, env: { PATH: folder } });
    await assert.rejects(run, refused("GH3022", /no stage "prdo"/));
  });
});
