/**
 * Takes the graph of a stage through the AWS provider and judges what it says:
 *
 *     node -r ts-node/register test/infra/rung/run.ts <path of aws-rung> build/dev.json [--validate-only]
 *
 * Exit 0 when every problem stands in test/engine/rung-exceptions.md.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { MadeResource } from "./askedTwice";
import type { RungResource } from "./destroy";
import { readExceptions, type RungProblem, unexpected } from "./exceptions";
import { withStandIns } from "./standIns";

const root = resolve(__dirname, "..", "..", "..");
const [rung, graph, ...flags] = process.argv.slice(2);
if (!rung || !graph) {
  process.stderr.write("usage: run.ts <path of aws-rung> <deployment file> [--validate-only]\n");
  process.exit(2);
}

const folder = join(root, "build", "rung");
mkdirSync(folder, { recursive: true });
const file = join(folder, basename(graph));
const report = join(folder, `report-${basename(graph)}`);
rmSync(report, { force: true });
const deployed = JSON.parse(readFileSync(graph, "utf8")) as {
  deployment: { resources: readonly (RungResource & MadeResource)[] };
};
writeFileSync(file, JSON.stringify(withStandIns(deployed)));

const { status } = spawnSync(rung, [file, "--program", join(root, "infra"), "--report", report, ...flags], {
  stdio: "inherit",
});
if (!existsSync(report)) process.exit(status ?? 1);

const { ok, problems, known } = JSON.parse(readFileSync(report, "utf8")) as {
  ok: boolean;
  problems: RungProblem[];
  known: { urn: string; attribute: string }[];
};
const undeletable = known.filter(({ attribute }) => attribute === "destroy").map(({ urn }) => urn);
const exceptions = readExceptions(readFileSync(join(root, "test/engine/rung-exceptions.md"), "utf8"));
const rest = unexpected(problems, exceptions, undeletable, deployed.deployment.resources);
process.stdout.write(
  ok
    ? "The provider takes it all.\n"
    : `${problems.length - rest.length} of ${problems.length} problems stand in test/engine/rung-exceptions.md.\n`,
);
for (const { urn, property, message } of rest) {
  process.stdout.write(`  defect: ${urn} ${property ?? ""}: ${message}\n`);
}
process.exit(ok || (problems.length > 0 && rest.length === 0) ? 0 : 1);
