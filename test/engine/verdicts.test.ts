import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCloud } from "../../local/cloud";
import { evaluate, readProject, readStackConfig } from "../../local/graph";
import { runGuard } from "../../policy/guard";
import { engineTest, Simulation } from "./simulation";

const ROOT = join(__dirname, "..", "..");

/** An option that makes a rule fire in every stage, so that there is something to compare where all is well. */
const STRICTER = {
  "kms-deletion-window": { minimumDays: 30 },
  "lambda-runtime": { runtimes: ["nodejs99.x"] },
};

interface EngineEvent {
  readonly policyEvent?: { readonly policyName: string; readonly resourceUrn?: string };
}

/** `rule urn` of each violation that the real engine reports at preview, once. */
async function byEngine(stage: string): Promise<readonly string[]> {
  const simulation = new Simulation(ROOT, stage);
  // The engine's own record of what it saw; the flag is hidden without this.
  process.env.PULUMI_DEBUG_COMMANDS = "1";
  try {
    const log = join(simulation.home, "events.json");
    const config = join(simulation.home, "policy.json");
    const options = Object.entries(STRICTER).map(([rule, set]) => [
      rule,
      { enforcementLevel: "advisory", ...set },
    ]);
    writeFileSync(config, JSON.stringify({ all: "advisory", ...Object.fromEntries(options) }));
    const pack = ["--policy-pack", join(ROOT, "policy"), "--policy-pack-config", config];
    await simulation.ok("preview", ...pack, "--event-log", log);
    const events = readFileSync(log, "utf8").split("\n").filter(Boolean);
    const found = events.flatMap((line) => {
      const { policyEvent } = JSON.parse(line) as EngineEvent;
      return policyEvent ? [`${policyEvent.policyName} ${policyEvent.resourceUrn ?? ""}`] : [];
    });
    return [...new Set(found)].sort();
  } finally {
    delete process.env.PULUMI_DEBUG_COMMANDS;
    simulation.dispose();
  }
}

/** The same of the guard in this process, on the same preview, with the stage's own file as the engine reads it. */
async function inProcess(stage: string): Promise<readonly string[]> {
  const project = readProject(ROOT);
  const config = readStackConfig(project, stage);
  const graph = await evaluate({ project, stack: stage, config, cloud: createCloud(), mode: "preview" });
  const file = join(ROOT, "policy", "config", `${stage}.json`);
  const { rules, ...rest } = JSON.parse(readFileSync(file, "utf8")) as { rules: object };
  const stricter = Object.entries(STRICTER).map(([rule, set]) => [rule, { options: set }]);
  const { findings } = runGuard({
    ...graph,
    config: { ...rest, rules: { ...rules, ...Object.fromEntries(stricter) } },
  });
  const violations = findings.filter(({ verdict }) => verdict === "violation");
  return [...new Set(violations.map(({ rule, urn }) => `${rule} ${urn}`))].sort();
}

describe("the guard under the real engine and in this process", () => {
  for (const stage of ["dev", "test", "prod"])
    engineTest(`come to the same verdicts at preview of ${stage}, rule by rule and URN by URN`, async () => {
      const [engine, own] = [await byEngine(stage), await inProcess(stage)];
      assert.ok(engine.length > 0, "there is nothing to compare");
      assert.deepEqual(own, engine);
    });
});
