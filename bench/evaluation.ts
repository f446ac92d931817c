import { inFreshProcess } from "./child";
import type { Evaluated } from "./evaluateOnce";
import { median } from "./median";
import { writeSyntheticPlatform } from "./syntheticPlatform";

const STAGES = ["dev", "test", "prod"];
const SIZES = [10, 50, 200] as const;
const ROUNDS = 3;

/** Time and memory of evaluating the three stages, and platforms of 10, 50 and 200 APIs. Target: linear growth. */
export async function evaluation(root: string): Promise<string> {
  const once = (...args: string[]) => inFreshProcess<Evaluated>(root, "evaluateOnce.ts", ...args);
  const platforms = SIZES.map((apis) => ({ apis, folder: writeSyntheticPlatform(root, apis) }));
  const smallest = platforms[0]?.folder ?? "";
  // The first run of all fills the loader's cache and makes the bundles.
  await once(".", "dev");
  const stages = new Map<string, Evaluated[]>();
  const sizes = new Map<number, Evaluated[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const stage of STAGES) push(stages, stage, await once(".", stage));
    // Loading the SDK and compiling hot code happens once, whatever the size: a platform of 10 goes before.
    for (const { apis, folder } of platforms) push(sizes, apis, await once(folder, "dev", smallest));
  }
  const perApi = (apis: number) =>
    median((sizes.get(apis) ?? []).map((run) => run.evaluationCpuMilliseconds)) / apis;
  const ratio = (large: number, small: number) => (perApi(large) / perApi(small)).toFixed(2);
  return [
    `Fresh processes, medians of ${ROUNDS}. Memory is the highest resident set of the process.`,
    "",
    "| | resources | evaluation | per 1,000 resources | CPU with start of Node and SDK | memory |",
    "|---|---|---|---|---|---|",
    ...[...stages].map(([stage, runs]) => row(`stage ${stage}`, runs)),
    ...[...sizes].map(([apis, runs]) => row(`${apis} synthetic APIs (warm)`, runs)),
    "",
    `CPU time per API, 50 against 10: ${ratio(50, 10)}; 200 against 50: ${ratio(200, 50)} (1 is linear; below 1 a fixed ` +
      `part is spread over more). From 50 to 200 APIs each API takes ${marginal(sizes)} MB more.`,
  ].join("\n");
}

function row(name: string, runs: readonly Evaluated[]): string {
  const of = (pick: (run: Evaluated) => number) => median(runs.map(pick));
  const resources = of((run) => run.resources);
  const milliseconds = of((run) => run.milliseconds);
  return (
    `| ${name} | ${resources.toLocaleString("en")} | ${seconds(milliseconds)} | ${seconds((milliseconds / resources) * 1000)} ` +
    `| ${seconds(of((run) => run.cpuMilliseconds))} | ${Math.round(of((run) => run.megabytes))} MB |`
  );
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

function marginal(sizes: ReadonlyMap<number, readonly Evaluated[]>): string {
  const megabytes = (apis: number) => median((sizes.get(apis) ?? []).map((run) => run.megabytes));
  return ((megabytes(200) - megabytes(50)) / 150).toFixed(1);
}

function push<K>(map: Map<K, Evaluated[]>, key: K, value: Evaluated): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
