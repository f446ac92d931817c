import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { bundleOptions } from "../infra/compute/bundle";
import { bundleSources } from "../infra/compute/bundleSources";
import { writeBundles } from "../infra/compute/writeBundles";
import { type Graph, reveal } from "../local/graph";
import { median } from "./median";
import { stageGraph } from "./stageGraph";

const ROUNDS = 5;
const TARGET_BYTES = 200_000;
const TARGET_MS = 60;

/** Loads a bundle in a process of its own and prints what that took: wall clock and CPU, in milliseconds. */
const LOAD = `const before = process.cpuUsage(), started = performance.now();
require(process.argv[1]);
const took = performance.now() - started, cpu = process.cpuUsage(before);
process.stdout.write(JSON.stringify([took, (cpu.user + cpu.system) / 1000]));
process.exit(0);`;

/** Size and module initialisation time of each function's bundle. Targets: 200 kB and 60 ms. */
export async function functions(root: string): Promise<string> {
  const sources = bundleSources();
  writeBundles(sources, root);
  const environments = declaredEnvironments(await stageGraph(root, "dev"));
  const rows = sources.map(({ name, entryFile }) => {
    const file = join(root, "build", "functions", name, "index.js");
    const bytes = readFileSync(file).length;
    const runs = Array.from({ length: ROUNDS }, () => load(file, environments.get(name))).filter(
      (run) => run !== undefined,
    );
    return {
      name,
      entryFile,
      bytes,
      wall: median(runs.map(([wall]) => wall)),
      cpu: median(runs.map(([, cpu]) => cpu)),
      loads: runs.length > 0,
    };
  });
  const small = rows.filter(({ bytes }) => bytes <= TARGET_BYTES).length;
  const quick = rows.filter(({ wall, loads }) => loads && wall <= TARGET_MS).length;
  const empty = median(Array.from({ length: ROUNDS }, () => load("node:path")?.[0] ?? 0));
  return [
    `Minified bundles, and \`require\` of each in a fresh process with the environment that dev declares, without a compile cache (median of ${ROUNDS}; a module ` +
      `of Node's own: ${empty.toFixed(1)} ms). ${small} of ${rows.length} are within ${TARGET_BYTES / 1000} kB, ${quick} within ${TARGET_MS} ms.`,
    "",
    "| function | kB | ms | ms of CPU | largest parts |",
    "|---|---|---|---|---|",
    ...rows.map(
      ({ name, entryFile, bytes, wall, cpu, loads }) =>
        `| ${name} | ${Math.round(bytes / 1000)} | ${loads ? wall.toFixed(0) : "does not load alone"} | ${loads ? cpu.toFixed(0) : ""} | ${largest(root, entryFile)} |`,
    ),
    "",
    ...(small < rows.length ? [REASON] : []),
  ].join("\n");
}

const REASON =
  "The AWS SDK v3 is in each bundle that calls AWS, on purpose (infra/compute/bundle.ts): a function that takes the SDK of " +
  "Lambda's runtime changes under us when Lambda updates it. Its clients, credential chain and HTTP handler (@aws-sdk, @smithy) " +
  "and the X-Ray SDK behind Powertools' tracer are most of the size and of the time; the functions' own code is a few kB.";

type Variables = Readonly<Record<string, string>>;

/** Bundle → the environment variables of the function that runs it. */
function declaredEnvironments({ resources }: Graph): ReadonlyMap<string, Variables> {
  return new Map(
    resources
      .filter(({ type }) => type === "aws:lambda/function:Function")
      .map(({ inputs }): [string, Variables] => {
        const bundle = /functions\/([^/"]+)\/index\.js/.exec(JSON.stringify(inputs.code))?.[1] ?? "";
        const { variables } = (reveal(inputs.environment) ?? {}) as { variables?: Variables };
        return [bundle, variables ?? {}];
      }),
  );
}

function load(file: string, variables: Variables = {}): readonly [wall: number, cpu: number] | undefined {
  try {
    const printed = execFileSync(process.execPath, ["-e", LOAD, file], {
      env: { AWS_REGION: "eu-west-1", AWS_LAMBDA_FUNCTION_NAME: "bench", ...variables },
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
