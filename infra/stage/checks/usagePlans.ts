import type { StageSettings } from "../schema";
import { planNames } from "../sections/partner";
import { root, type StageProblem } from "../stageError";

/** A usage plan may promise no more than its stage has, and a method of it no more than the plan. */
export function usagePlans({
  partner,
  accountThrottle,
}: Pick<StageSettings, "partner" | "accountThrottle">): StageProblem[] {
  return planNames.flatMap((name) => {
    const plan = partner.plans[name];
    const key = `partner.plans.${name}`;
    return [
      ...above(key, plan, "partner.throttle", partner.throttle),
      ...above(key, plan, "accountThrottle", accountThrottle),
      ...Object.entries(plan.methods).flatMap(([method, limits]) =>
        above(`${key}.methods["${method}"]`, limits, key, plan),
      ),
    ];
  });
}

interface Limits {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

const above = (key: string, limits: Limits, ofKey: string, of: Limits): StageProblem[] =>
  (["requestsPerSecond", "burst"] as const)
    .filter((limit) => limits[limit] > of[limit])
    .map((limit) => ({
      code: "GH1132",
      key: `${root}.${key}.${limit}`,
      what: `${key}.${limit} is ${limits[limit]}, more than ${ofKey}.${limit} with ${of[limit]}: the promise could not be kept`,
      fix: `set at most ${of[limit]}, or raise ${ofKey}.${limit}`,
    }));
