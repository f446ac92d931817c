import { runGuard } from "../policy/guard";
import { againstCheckov } from "./checkov";
import { median } from "./median";
import { stageGraph } from "./stageGraph";
import { syntheticResources } from "./syntheticResources";

const ROUNDS = 7;
const SIZES = [1_000, 5_000, 10_000] as const;
const SYNTHETIC_ROUNDS = 3;
/** A fixed day: exemptions must not end between two runs. */
const TODAY = "2026-01-01";

/** The guard on the prod graph (target: under 300 ms warm), per 1,000 resources, and beside Checkov. */
export async function guard(root: string): Promise<string> {
  const { resources, stack, project } = await stageGraph(root, "prod");
  const judge = (judged: Parameters<typeof runGuard>[0]["resources"]): number => {
    const started = performance.now();
    runGuard({ resources: judged, stack, project, today: TODAY });
    return performance.now() - started;
  };
  const cold = judge(resources);
  judge(resources);
  const warm = median(Array.from({ length: ROUNDS }, () => judge(resources)));

  // Processor time, so that a busy machine does not change the shape of the curve.
  const spent = (judged: Parameters<typeof judge>[0]): number => {
    const before = process.cpuUsage();
    judge(judged);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const times = new Map<number, number[]>(SIZES.map((size) => [size, []]));
  const synthetic = SIZES.map((size) => ({ size, many: syntheticResources(resources, size) }));
  for (let round = 0; round < SYNTHETIC_ROUNDS; round++)
    for (const { size, many } of synthetic) times.get(size)?.push(spent(many));
  const of = (size: number) => median(times.get(size) ?? []);
  return [
    `All rules on the prod graph, ${resources.length} resources: ${Math.round(warm)} ms warm (median of ${ROUNDS}; target under 300 ms), ` +
      `${Math.round(cold)} ms the first time.`,
    "",
    "| synthetic resources | processor time | per 1,000 |",
    "|---|---|---|",
    ...SIZES.map(
      (size) =>
        `| ${size.toLocaleString("en")} | ${Math.round(of(size)).toLocaleString("en")} ms | ${Math.round((of(size) / size) * 1000)} ms |`,
    ),
    "",
    `10,000 against 1,000: × ${(of(10_000) / of(1_000)).toFixed(1)} (target at most 11). They are copies of the prod graph, each with names, ids and references of its own.`,
    "",
    await againstCheckov(root, warm),
  ].join("\n");
}
