import { createCloud } from "../local/cloud";
import { evaluate, readProject, readStackConfig } from "../local/graph";

/** What one evaluation in a fresh process took. */
export interface Evaluated {
  readonly resources: number;
  /** Of the program alone, without starting Node. */
  readonly milliseconds: number;
  /** CPU of the whole process: fairer than the clock on a machine that does something else too. */
  readonly cpuMilliseconds: number;
  /** Of the evaluation alone. */
  readonly evaluationCpuMilliseconds: number;
  /** Highest resident set of the process. */
  readonly megabytes: number;
}

/** `evaluateOnce.ts <folder of Pulumi.yaml> <stage> [<folder to evaluate first, to load what is loaded once>]` */
async function main([root = ".", stage = "dev", warmUp]: readonly string[]): Promise<void> {
  const once = (folder: string) => {
    const project = readProject(folder);
    const config = readStackConfig(project, stage);
    return evaluate({ project, stack: stage, config, cloud: createCloud() });
  };
  if (warmUp !== undefined) await once(warmUp);
  const cpuBefore = cpu();
  const started = performance.now();
  const { resources } = await once(root);
  const evaluated: Evaluated = {
    resources: resources.length,
    milliseconds: performance.now() - started,
    cpuMilliseconds: cpu(),
    evaluationCpuMilliseconds: cpu() - cpuBefore,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`\n${JSON.stringify(evaluated)}\n`);
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
