import { Inspector, StageBudget } from "../operations";
import type { Foundation } from "./foundation";

/** What an account has once, where this stack owns it, and what the stage may cost. */
export function declareOperations({ config, target }: Foundation): void {
  const { ownsInspector, monthlyBudgetUsd } = config.operations;
  if (ownsInspector) new Inspector("inspector", { target });
  if (monthlyBudgetUsd !== undefined)
    new StageBudget("budget", { config, target, monthlyUsd: monthlyBudgetUsd });
}
