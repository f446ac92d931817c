import type { Contract } from "../contract";
import { nearestKey } from "../spelling";
import { type PlanName, planNames, type StageConfig } from "../stage";

/** What a usage plan allows each of its keys, in API Gateway's words. */
export interface PlanLimits {
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  readonly quota: { readonly limit: number; readonly period: string };
  /** Limits of single methods: `/orders/POST`. */
  readonly methods: { readonly path: string; readonly rateLimit: number; readonly burstLimit: number }[];
}

/** Usage plans limit methods that the contract does not have. */
export class UnknownMethodError extends Error {
  readonly code = "GH1133";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "UnknownMethodError";
  }
}

/**
 * The limits of every plan. A method that is not limited has the plan's own limits.
 *
 * @throws UnknownMethodError with every method that the contract does not have
 */
export function planLimits(
  contract: Pick<Contract, "operations" | "file">,
  plans: StageConfig["partner"]["plans"],
): Readonly<Record<PlanName, PlanLimits>> {
  const known = contract.operations
    .filter(({ apiKeyRequired }) => apiKeyRequired)
    .map(({ method, path }) => `${method} ${path}`);
  const problems = planNames.flatMap((plan) =>
    Object.keys(plans[plan].methods)
      .filter((method) => !known.includes(method))
      .map((method) => {
        const near = nearestKey(method, known);
        const fix = near ? `did you mean ${near}?` : `methods with an API key are ${known.join(", ")}`;
        return `partner.plans.${plan}.methods limits "${method}", which ${contract.file} does not have: ${fix}`;
      }),
  );
  if (problems.length > 0) throw new UnknownMethodError(problems);
  return Object.fromEntries(planNames.map((plan) => [plan, limitsOf(plans[plan])])) as Record<
    PlanName,
    PlanLimits
  >;
}

function limitsOf(plan: StageConfig["partner"]["plans"][PlanName]): PlanLimits {
  return {
    throttle: { rateLimit: plan.requestsPerSecond, burstLimit: plan.burst },
    quota: { limit: plan.quota.requests, period: plan.quota.period },
    methods: Object.entries(plan.methods).map(([name, limits]) => {
      const [method = "", path = ""] = name.split(" ");
      return {
        path: `${path}/${method}`,
        rateLimit: limits.requestsPerSecond,
        burstLimit: limits.burst,
      };
    }),
  };
}
