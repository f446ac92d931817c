import { compareVerdicts, type PlanSummary, type Report, runGuard, type Verdict } from "../../policy/guard";
import { createCloud } from "../cloud";
import type { Graph } from "../graph";
import { compareGraphs, renderChanges, renderTotals } from "../plan";
import { contractLines } from "./contractLines";

/** Settings of the guard other than its own: those of a base. */
export interface GuardSettings {
  /** Folder with `<stage>.json`. */
  readonly configDir?: string;
  /** Contents of an exemptions file. */
  readonly exemptions?: unknown;
}

/** The guard's verdict on a graph, with lines of the project's OpenAPI documents. */
export const verdictOn = (graph: Graph, root: string, settings: GuardSettings = {}): Verdict =>
  runGuard({ ...graph, ...settings, locate: contractLines(root, graph) });

/** The report on a graph against a base: what is new, known and fixed, and what an update would change. */
export function reportAgainst(base: Graph, before: Verdict, head: Graph, after: Verdict): Report {
  const changes = compareGraphs(base, head, createCloud());
  const plan: PlanSummary = { totals: renderTotals(changes), lines: renderChanges(changes) };
  return {
    verdict: after,
    comparison: compareVerdicts(before, after),
    ...(changes.length > 0 && { plan }),
  };
}
