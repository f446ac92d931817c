import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installGuard } from "../policy/package/installed";
import { engineTest, Simulation } from "./simulation";

const ROOT = join(__dirname, "../..");

describe("the guard as a package, on the real Pulumi engine", () => {
  let root = "";
  let shop = "";
  let simulation: Simulation;

  /** A program that is not Gatehouse, with the packed guard among its packages, and one key with a mistake. */
  before(() => {
    root = mkdtempSync(join(tmpdir(), "gatehouse-shop-"));
    const others = readdirSync(join(ROOT, "node_modules")).filter((name) => !name.startsWith("."));
    installGuard(root, false, others);
    shop = join(root, "shop");
    cpSync(join(__dirname, "programs/small"), shop, { recursive: true });
    const typescript = { strict: true, module: "nodenext", target: "es2022", skipLibCheck: true };
    writeFileSync(
      join(shop, "tsconfig.json"),
      JSON.stringify({ compilerOptions: typescript, "ts-node": { swc: true } }),
    );
    const program = join(shop, "index.ts");
    const hasty = `new aws.kms.Key("hasty", { deletionWindowInDays: 7, bypassPolicyLockoutSafetyCheck: true });`;
    writeFileSync(program, `${readFileSync(program, "utf8")}\n${hasty}\n`);
    simulation = new Simulation(shop);
  });
  after(() => {
    simulation.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  const preview = async (...flags: readonly string[]) =>
    simulation.pulumi("preview", "--policy-pack", join(shop, "node_modules/gatehouse-policy"), ...flags);
  const settings = (value: object): readonly string[] => {
    const file = join(root, "settings.json");
    writeFileSync(file, JSON.stringify(value));
    return ["--policy-pack-config", file];
  };

  engineTest("judges a program that is not Gatehouse, by the defaults of its rules", async () => {
    const { code, all } = await preview();
    assert.notEqual(code, 0);
    assert.match(all, /\[mandatory\] {2}kms-no-lockout-bypass.*hasty/);
    assert.doesNotMatch(all, /kms-deletion-window/);
  });

  engineTest("takes settings from the command line", async () => {
    const { code, all } = await preview(
      ...settings({ all: "advisory", "kms-deletion-window": { minimumDays: 30 } }),
    );
    assert.equal(code, 0, all);
    assert.match(all, /\[advisory\] {2}kms-no-lockout-bypass.*hasty/);
    assert.match(all, /\[advisory\] {2}kms-deletion-window.*hasty/);
  });

  engineTest("refuses settings with mistakes, all at once, and names what was meant", async () => {
    const { code, all } = await preview(
      ...settings({ "kms-deletion-windo": "mandatory", "log-group-retention-1y": { minimumDay: 7 } }),
    );
    assert.notEqual(code, 0);
    assert.match(all, /there is no such rule\s+fix: did you mean "kms-deletion-window"\?/);
    assert.match(all, /there is no such key\s+fix: did you mean "minimumDays"\?/);
  });
});
