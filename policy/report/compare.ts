import type { Level } from "../config/schema";
import type { Finding, Verdict } from "../model/finding";

/** Whether the base had the finding already. */
export type Status = "new" | "known";

/** A rule that runs at another level than in the base: a change that hides findings must not pass for a mended one. */
export interface LevelChange {
  readonly rule: string;
  readonly before: Level;
  readonly after: Level;
}

/** How a verdict differs from that of the base. */
export interface Comparison {
  /** Id of each finding → whether it is new. */
  readonly statuses: ReadonlyMap<string, Status>;
  /** Violations of the base that are gone, in the base's order. */
  readonly fixed: readonly Finding[];
  readonly levels: readonly LevelChange[];
}

/**
 * Compares two verdicts by the ids of their findings. A finding is known when the base came to the same verdict on
 * it; a rule that is now disabled, or a value that is now unknown, mends nothing.
 */
export function compareVerdicts(base: Verdict, head: Verdict): Comparison {
  const before = new Map(base.findings.map((finding) => [finding.id, finding.verdict]));
  const after = new Map(head.findings.map((finding) => [finding.id, finding.verdict]));
  const levelBefore = new Map(base.rules.map(({ id, level }) => [id, level]));
  const levelAfter = new Map(head.rules.map(({ id, level }) => [id, level]));
  return {
    statuses: new Map(
      head.findings.map(({ id, verdict }) => [id, before.get(id) === verdict ? "known" : "new"]),
    ),
    fixed: base.findings.filter(
      ({ id, rule, verdict }) =>
        verdict === "violation" && !after.has(id) && levelAfter.get(rule) !== "disabled",
    ),
    levels: head.rules.flatMap(({ id, level }) => {
      const was = levelBefore.get(id);
      return was === undefined || was === level ? [] : [{ rule: id, before: was, after: level }];
    }),
  };
}
