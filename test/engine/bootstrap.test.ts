import assert from "node:assert/strict";
import { join } from "node:path";
import { engineTest, Simulation } from "./simulation";

const ROOT = join(__dirname, "../..");

/** The program that runs once per account, with administrator's credentials: it must be that one, and whole. */
describe("bootstrap on the real Pulumi engine", () => {
  let simulation: Simulation;
  before(() => (simulation = new Simulation(join(ROOT, "bootstrap"), "account", "at the end")));
  after(() => simulation.dispose());

  engineTest("makes the state's bucket, its key and the pipeline's roles, through the guard", async () => {
    await simulation.up("--policy-pack", join(ROOT, "policy"));
    const resources = await simulation.resources();
    const names = (type: string): string[] =>
      resources.filter((resource) => resource.type === type).map(({ urn }) => urn.split("::").pop() ?? "");
    assert.deepEqual(names("aws:s3/bucket:Bucket"), ["state-bucket"]);
    assert.deepEqual(names("aws:iam/role:Role").sort(), ["github-deploy", "github-drift", "github-preview"]);
    const { stdout } = await simulation.ok("stack", "output", "--json");
    assert.match((JSON.parse(stdout) as { stateUrl: string }).stateUrl, /^s3:\/\/.+\?region=eu-west-1$/);
  });

  engineTest("has nothing to do the second time", async () => {
    await simulation.up("--expect-no-changes");
  });

  engineTest("refuses to be destroyed: no stack could be changed without the state's bucket", async () => {
    const { code, all } = await simulation.pulumi("destroy", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(all, /protect/);
    const kept = (await simulation.resources()).map(({ type }) => type);
    for (const type of ["aws:s3/bucket:Bucket", "aws:kms/key:Key"]) assert.ok(kept.includes(type), type);
  });
});
