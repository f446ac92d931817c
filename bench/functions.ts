import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { bundleOptions } from "../infra/compute/bundle";
import { bundleSources } from "../infra/compute/bundleSources";
import { writeBundles } from "../infra/compute/writeBundles";
import { median } from "./median";

const ROUNDS = 5;
const TARGET_BYTES = 200_000;
const TARGET_MS = 60;

/** Loads a bundle in a process of its own and prints what that took: wall clock and CPU, in milliseconds. */
const LOAD = `const before = process.cpuUsage(), started = performance.now();
require(process.argv[1]);
const took = performance.now() - started, cpu = process.cpuUsage(before);
process.stdout.write(JSON.stringify([took, (cpu.user + cpu.system) / 1000]));
process.exit(0);`;

/** What a function may expect of Lambda before its first event. */
const LAMBDA_ENVIRONMENT = {
  AWS_REGION: "eu-west-1",
  AWS_LAMBDA_FUNCTION_NAME: "bench",
  LAMBDA_TASK_ROOT: "/var/task",
  POWERTOOLS_SERVICE_NAME: "bench",
  POWERTOOLS_METRICS_NAMESPACE: "bench",
  POWERTOOLS_DEV: "true",
  STAGE: "dev",
};

/** Size and module initialisation time of each function's bundle. Targets: 200 kB and 60 ms. */
export function functions(root: string): Promise<string> {
  const sources = bundleSources();
  writeBundles(sources, root);
  const rows = sources.map(({ name, entryFile }) => {
    const file = join(root, "build", "functions", name, "index.js");
    const bytes = readFileSync(file).length;
    const runs = Array.from({ length: ROUNDS }, () => load(file)).filter((run) => run !== undefined);
    return { name, entryFile, bytes, wall: median(runs.map(([wall]) => wall)), loads: runs.length > 0 };
  });
  const small = rows.filter(({ bytes }) => bytes <= TARGET_BYTES).length;
  const quick = rows.filter(({ wall, loads }) => loads && wall <= TARGET_MS).length;
  const empty = median(Array.from({ length: ROUNDS }, () => load("node:path")?.[0] ?? 0));
  return Promise.resolve(
    [
      `Minified bundles, and \`require\` of each in a fresh process without the compile cache (median of ${ROUNDS}; a module ` +
        `of Node's own: ${empty.toFixed(1)} ms). ${small} of ${rows.length} are within ${TARGET_BYTES / 1000} kB, ${quick} within ${TARGET_MS} ms.`,
      "",
      "| function | kB | ms | largest parts |",
      "|---|---|---|---|",
      ...rows.map(
        ({ name, entryFile, bytes, wall, loads }) =>
          `| ${name} | ${Math.round(bytes / 1000)} | ${loads ? wall.toFixed(0) : "does not load alone"} | ${largest(root, entryFile)} |`,
      ),
      "",
      ...(small < rows.length ? [REASON] : []),
    ].join("\n"),
  );
}

const REASON =
  "The AWS SDK v3 is in each bundle that calls AWS, on purpose (infra/compute/bundle.ts): a function that takes the SDK of " +
  "Lambda's runtime changes under us when Lambda updates it, and loading that copy from the runtime's file tree takes longer " +
  "than parsing a bundled one. Its credential chain, HTTP handler and schema code are most of the size.";

function load(file: string): readonly [wall: number, cpu: number] | undefined {
  try {
    const printed = execFileSync(process.execPath, ["-e", LOAD, file], {
      env: { PATH: process.env.PATH, ...LAMBDA_ENVIRONMENT },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return JSON.parse(printed.slice(printed.lastIndexOf("["))) as [number, number];
  } catch {
    return undefined;
  }
}

/** The packages that make most of a bundle, by scope. */
function largest(root: string, entryFile: string): string {
  const { metafile } = buildSync({
    ...bundleOptions,
    absWorkingDir: root,
    entryPoints: [entryFile],
    outdir: "build/bench",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const sizes = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const owner = /.*node_modules\/(@[^/]+|[^/]+)/.exec(input)?.[1] ?? "own code";
      sizes.set(owner, (sizes.get(owner) ?? 0) + bytesInOutput);
    }
  }
  return [...sizes]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([owner, bytes]) => `${owner} ${Math.round(bytes / 1000)}`)
    .join(", ");
}
