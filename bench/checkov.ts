import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { median } from "./median";
import { onPath } from "./onPath";

const run = promisify(execFile);
const VERSION = "3.3.30";
const ROUNDS = 3;
const INSTALL_MS = 180_000;
const CONVERT_MS = 240_000;
const SCAN_MS = 120_000;

/**
 * Wall time of `npm run check` on a graph file against Checkov on the same resources as Terraform JSON. Needs Python to
 * install Checkov into a folder for temporary files, and the converter `aws-rung` on the PATH or in AWS_RUNG; without
 * them one sentence says so.
 */
export async function againstCheckov(root: string, warmMilliseconds: number): Promise<string> {
  const folder = join(root, "build", "bench", "checkov");
  const graph = join(root, "build", "bench", "prod.json");
  try {
    await gatehouse(root, "plan", "--stage", "prod", "--out", graph);
    const checkov = await installed();
    const files = await converted(root, graph, folder);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await timed(() => gatehouse(root, "check", "--stage", "prod", "--graph", graph)));
      theirs.push(await timed(() => scan(checkov, folder)));
    }
    const ratio = median(theirs.map((time, round) => time / (ours[round] ?? time)));
    return (
      `Checkov ${VERSION} on the same resources as ${files} Terraform JSON files: ${seconds(median(theirs))}; \`npm run check\` on the graph ` +
      `file: ${seconds(median(ours))}. Whole process against whole process, Checkov takes ${ratio.toFixed(1)} × as long (the rules ` +
      `alone: ${Math.round(warmMilliseconds)} ms). Its checks for Terraform are more in number and look at far more services.`
    );
  } catch (error) {
    return `Not compared with Checkov: ${error instanceof Skipped ? error.message : "it could not be run here"}.`;
  } finally {
    rmSync(graph, { force: true });
  }
}

class Skipped extends Error {}

/** Exit code 1 is a verdict, not a failure. */
async function gatehouse(root: string, ...args: string[]): Promise<void> {
  await tolerant(process.execPath, ["bin/gatehouse.js", ...args], root, SCAN_MS);
}

async function scan(checkov: string, folder: string): Promise<void> {
  await tolerant(
    checkov,
    ["-d", folder, "--framework", "terraform", "--compact", "--quiet", "-o", "json"],
    folder,
    SCAN_MS,
  );
}

async function tolerant(
  command: string,
  args: readonly string[],
  cwd: string,
  timeout: number,
): Promise<void> {
  try {
    await run(command, [...args], { cwd, timeout, maxBuffer: 2 ** 28 });
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 1) throw error;
  }
}

async function installed(): Promise<string> {
  const found = onPath("checkov");
  if (found !== undefined) return found;
  const venv = join(tmpdir(), `gatehouse-bench-checkov-${VERSION}`);
  const checkov = join(venv, "bin", "checkov");
  if (existsSync(checkov)) return checkov;
  try {
    await run("python3", ["-m", "venv", venv], { timeout: INSTALL_MS });
    await run(join(venv, "bin", "pip"), ["install", "--quiet", `checkov==${VERSION}`], {
      timeout: INSTALL_MS,
    });
    return checkov;
  } catch {
    rmSync(venv, { recursive: true, force: true });
    throw new Skipped(`checkov ${VERSION} cannot be installed from PyPI here`);
  }
}

/** The graph as Terraform JSON, kept until the graph is newer. Returns how many files. */
async function converted(root: string, graph: string, folder: string): Promise<number> {
  const rung = process.env.AWS_RUNG ?? onPath("aws-rung");
  if (rung === undefined || !existsSync(rung))
    throw new Skipped(
      "`aws-rung`, which turns a graph into Terraform JSON, is neither on the PATH nor in AWS_RUNG",
    );
  const work = `${folder}.work`;
  for (const old of [folder, work]) rmSync(old, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    await run(
      resolve(rung),
      [graph, "--validate-only", "--keep", "--workdir", work, "--program", join(root, "infra")],
      { timeout: CONVERT_MS, maxBuffer: 2 ** 28 },
    );
  } catch {
    // A refusal of the provider's is not ours to judge here, as long as the files are there.
  }
  const files = existsSync(work)
    ? readdirSync(work).filter((file) => file.endsWith(".tf.json") && statSync(join(work, file)).isFile())
    : [];
  if (files.length === 0) throw new Skipped("`aws-rung` wrote no Terraform JSON");
  for (const file of files) renameSync(join(work, file), join(folder, file));
  rmSync(work, { recursive: true, force: true });
  return files.length;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
