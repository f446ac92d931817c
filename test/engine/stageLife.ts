import assert from "node:assert/strict";
import { join } from "node:path";
import { engineTest, Simulation, type EngineEvent } from "./simulation";
import { judgedHere, reported, withGuard } from "./verdicts";

const ROOT = join(__dirname, "..", "..");

/** What stays on AWS when a stage goes, because the account's other stacks use it. docs/make-it-yours.md says so. */
const RETAINED = [
  "aws:apigateway:Account api-gateway-logs-account",
  "aws:iam:Role api-gateway-logs-role",
  "aws:iam:RolePolicy api-gateway-logs-policy",
];

/** What Pulumi retained, as it prints it: type and name. */
const retained = (output: string): readonly string[] =>
  [...output.matchAll(/^ - +(\S+ \S+) deleted .*\[retain\]/gmu)].map(([, resource = ""]) => resource).sort();

/** Nothing that the guard refuses, the same verdicts as in this process, and enough to compare. */
async function agree(stage: string, mode: "preview" | "known", events: readonly EngineEvent[]) {
  const engine = reported(events);
  assert.deepEqual(
    engine.filter((line) => line.startsWith("mandatory")),
    [],
  );
  assert.deepEqual(await judgedHere(stage, mode), engine);
  const rules = new Set(engine.map((line) => line.split(" ")[1]));
  assert.ok(rules.size >= 10, `only ${[...rules].join(", ")} to compare`);
}

/**
 * The life of a stage on the real engine, from its preview to its end. Each stage has a file of its own, so that they run
 * beside each other.
 *
 * @param meanwhile Tests of the deployed stage, before it is destroyed.
 */
export function livesAndDies(
  stage: string,
  meanwhile: (simulation: () => Simulation) => void = () => {},
): void {
  describe(`the platform's ${stage} stage on the real Pulumi engine`, () => {
    let simulation: Simulation;
    before(() => (simulation = new Simulation(ROOT, stage, "at the end")));
    after(() => simulation.dispose());

    engineTest("passes the guard at preview, with the verdicts of this process", async () => {
      const { all, events } = await simulation.recorded("preview", ...withGuard(simulation.home));
      assert.match(all, /gatehouse-policy/u);
      await agree(stage, "preview", events);
    });

    engineTest("deploys through the guard, with the verdicts of this process", async () => {
      const guard = withGuard(simulation.home);
      const { all, events } = await simulation.recorded("up", "--yes", "--skip-preview", ...guard);
      assert.doesNotMatch(all, /only general answers/);
      await agree(stage, "known", events);
      const types = new Set((await simulation.resources()).map(({ type }) => type));
      for (const type of ["awsx:ec2:Vpc", "aws:apigateway/restApi:RestApi", "aws:wafv2/webAcl:WebAcl"])
        assert.ok(types.has(type), type);
    });

    engineTest("has nothing to do the second time", async () => {
      await simulation.up("--expect-no-changes");
    });

    meanwhile(() => simulation);

    engineTest("leaves nothing when it is destroyed, but what it is told to retain", async () => {
      const { all } = await simulation.ok("destroy", "--yes", "--skip-preview");
      assert.deepEqual(await simulation.resources(), []);
      assert.deepEqual(retained(all), RETAINED);
    });
  });
}
