import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineTest, Simulation, summary } from "./simulation";

const ROOT = join(__dirname, "..", "..");
const GUARD = join(ROOT, "policy");

describe("the platform's dev stage on the real Pulumi engine", () => {
  let simulation: Simulation;
  before(() => (simulation = new Simulation(ROOT)));
  after(() => simulation.dispose());

  engineTest("passes the guard at preview, as in a pull request", async () => {
    const { all } = await simulation.ok("preview", "--policy-pack", GUARD);
    // ⚠️ stands for advice.
    assert.match(all, /(✅|⚠️) gatehouse-policy/u);
    assert.doesNotMatch(all, /\[mandatory\]/);
  });

  engineTest("deploys, and needs no general answer of the simulated cloud", async () => {
    const { all } = await simulation.up("--policy-pack", GUARD);
    assert.doesNotMatch(all, /only general answers/);
    const types = new Set((await simulation.resources()).map(({ type }) => type));
    for (const type of ["awsx:ec2:Vpc", "aws:apigateway/restApi:RestApi", "aws:wafv2/webAcl:WebAcl"])
      assert.ok(types.has(type), type);
  });

  engineTest("has nothing to do the second time", async () => {
    await simulation.up("--expect-no-changes");
  });

  engineTest("shows one changed setting as exactly that", async () => {
    const changes = await simulation.changes(
      ...simulation.withConfig((config) =>
        config.setIn(["config", "gatehouse:stage", "storefront", "throttle", "requestsPerSecond"], 77),
      ),
    );
    // The throttle of both versions, the alarms that warn when traffic comes near it, and where the dashboard draws them.
    assert.deepEqual(changes.map(summary).sort(), [
      "update aws:apigateway/methodSettings:MethodSettings storefront-settings-all settings.throttlingRateLimit",
      "update aws:apigateway/methodSettings:MethodSettings storefront-v2-settings-all settings.throttlingRateLimit",
      "update aws:cloudwatch/dashboard:Dashboard dashboard-dashboard dashboardBody",
      "update aws:cloudwatch/metricAlarm:MetricAlarm alarms-storefront-v1-near-throttle threshold",
      "update aws:cloudwatch/metricAlarm:MetricAlarm alarms-storefront-v2-near-throttle threshold",
    ]);
  });

  engineTest("leaves nothing when it is destroyed", async () => {
    await simulation.ok("destroy", "--yes", "--skip-preview");
    assert.deepEqual(await simulation.resources(), []);
  });
});

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
    simulation = new Simulation(root);
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
