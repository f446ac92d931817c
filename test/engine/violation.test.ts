import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineTest, Simulation } from "./simulation";

const ROOT = join(__dirname, "..", "..");
const GUARD = join(ROOT, "policy");

describe("a change that breaks a rule, on the real Pulumi engine", () => {
  let root = "";
  let simulation: Simulation;

  before(() => {
    // The change is made in a copy: the program as it is, and one policy that allows everything.
    root = mkdtempSync(join(tmpdir(), "gatehouse-violation-"));
    for (const name of [
      "infra",
      "services",
      "package.json",
      "tsconfig.json",
      "Pulumi.yaml",
      "Pulumi.dev.yaml",
    ])
      cpSync(join(ROOT, name), join(root, name), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"), "junction");
    const program = join(root, "infra", "index.ts");
    const statement = `{ Effect: "Allow", Action: "*", Resource: "*" }`;
    const policy = `JSON.stringify({ Version: "2012-10-17", Statement: [${statement}] })`;
    const change = `new (require("@pulumi/aws").iam.Policy)("everything", { policy: ${policy} });`;
    writeFileSync(program, `${readFileSync(program, "utf8")}\n${change}\n`);
    simulation = new Simulation(root, "dev", "at the end");
  });
  after(() => {
    simulation.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  engineTest("is refused at preview and at deployment, by name, and nothing is made of it", async () => {
    const preview = await simulation.pulumi("preview", "--policy-pack", GUARD);
    assert.notEqual(preview.code, 0);
    assert.match(preview.all, /iam-no-admin.*everything|everything[^]*iam-no-admin/);
    const up = await simulation.pulumi("up", "--yes", "--skip-preview", "--policy-pack", GUARD);
    assert.notEqual(up.code, 0);
    const made = (await simulation.resources()).filter(({ urn }) => urn.endsWith("::everything"));
    assert.deepEqual(made, []);
  });
});
