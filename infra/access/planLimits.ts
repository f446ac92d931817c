import type { Contract } from "../contract";
import { nearestKey } from "../spelling";
import { keyOf, type PlanName, planNames, type StageConfig, StageConfigError } from "../stage";

/** What a usage plan allows each of its keys, in API Gateway's words. */
export interface PlanLimits {
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
  readonly quota: { readonly limit: number; readonly period: string };
  /** Limits of single methods: `/orders/POST`. */
  readonly methods: { readonly path: string; readonly rateLimit: number; readonly burstLimit: number }[];
}

/**
 * The limits of every plan. A method that is not limited has the plan's own limits.
 *
 * @throws StageConfigError GH1133, with every method that the contract does not have
 */
export function planLimits(
  contract: Pick<Contract, "operations" | "file">,
  { stage, partner: { plans } }: Pick<StageConfig, "stage" | "partner">,
): Readonly<Record<PlanName, PlanLimits>> {
  const known = contract.operations
    .filter(({ apiKeyRequired }) => apiKeyRequired)
    .map(({ method, path }) => `${method} ${path}`);
  const problems = planNames.flatMap((plan) =>
    Object.keys(plans[plan].methods)
      .filter((method) => !known.includes(method))
      .map((method) => {
        const near = nearestKey(method, known);
        const key = keyOf(["partner", "plans", plan, "methods", method]);
        return {
          code: "GH1133",
          key,
          what: `${key} limits a method that ${contract.file} does not have with an API key`,
          fix: near ? `did you mean ${near}?` : `methods with an API key are ${known.join(", ")}`,
        };
      }),
  );
  if (problems.length > 0) throw new StageConfigError(stage, problems);
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
