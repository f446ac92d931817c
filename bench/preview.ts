import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildPackage } from "../policy/build";
import { median } from "./median";
import { onPath } from "./onPath";

const ROUNDS = 5;
const LONGEST_MS = 120_000;

/**
 * Wall time of the real `pulumi preview` of dev with the pack against without it. Target: at most 1.3. Both packs are
 * measured: the sources as they stand in the project, and the package that `policy/build.ts` makes.
 */
export async function preview(root: string): Promise<string> {
  if (onPath("pulumi") === undefined) return "Not measured: the Pulumi CLI is not on the PATH.";
  const built = join(root, "build", "policy");
  buildPackage(built, { types: false, decisions: true });
  const ways: Readonly<Record<"without" | "sources" | "built", readonly string[]>> = {
    without: [],
    sources: ["--policy-pack", join(root, "policy")],
    built: ["--policy-pack", built],
  };
  const times = { without: [] as number[], sources: [] as number[], built: [] as number[] };
  await once(root, ways.sources);
  for (let round = 0; round < ROUNDS; round++)
    for (const way of ["without", "sources", "built"] as const) times[way].push(await once(root, ways[way]));
  const ratio = (way: "sources" | "built") =>
    median(times[way].map((time, round) => time / (times.without[round] ?? time))).toFixed(2);
  const seconds = (way: keyof typeof times) => `${(median(times[way]) / 1000).toFixed(1)} s`;
  return [
    `\`pulumi preview\` of dev against the simulated cloud, medians of ${ROUNDS} rounds, one after another. Target: at most 1.3.`,
    "",
    "| | wall time | against without |",
    "|---|---|---|",
    `| without a pack | ${seconds("without")} | 1 |`,
    `| \`--policy-pack policy\` | ${seconds("sources")} | ${ratio("sources")} |`,
    `| \`--policy-pack build/policy\`, the package | ${seconds("built")} | ${ratio("built")} |`,
  ].join("\n");
}

/** Milliseconds of one preview, through the command that attaches the simulated cloud. */
function once(root: string, flags: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ["bin/gatehouse.js", "engine", "preview", "--stack", "dev", "--non-interactive", ...flags],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"], timeout: LONGEST_MS },
  );
  let text = "";
  child.stdout.on("data", (chunk) => (text += String(chunk)));
  child.stderr.on("data", (chunk) => (text += String(chunk)));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      // A refusal by the pack is a verdict; the time is as good.
      if (code === 0 || /policy violation|Policies:/i.test(text)) resolve(performance.now() - started);
      else reject(new Error(`pulumi preview ended with ${code ?? signal}:\n${text.slice(-2000)}`));
    });
  });
}
