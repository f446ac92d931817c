import type { Finding, Verdict } from "../model/finding";
import type { Comparison, Status } from "./compare";

/** What an update would do to the stack, already put into words. */
export interface PlanSummary {
  /** `2 to create, 1 to update`. */
  readonly totals: string;
  /** One line for each resource or property. */
  readonly lines: readonly string[];
}

/** What a report is made from: every form of it says the same. */
export interface Report {
  readonly verdict: Verdict;
  /** How it differs from the base, when there is one. */
  readonly comparison?: Comparison;
  /** Absent when nothing would change, or when there is nothing to compare with. */
  readonly plan?: PlanSummary;
}

/** A finding with its status; no status without a base. */
export interface Reported extends Finding {
  readonly status?: Status;
}

/** The findings in the one order that every form keeps: new ones first, else the verdict's own order. */
export function reported({ verdict, comparison }: Report): readonly Reported[] {
  if (!comparison) return verdict.findings;
  const all = verdict.findings.map((finding) => ({
    ...finding,
    status: comparison.statuses.get(finding.id) ?? ("new" as const),
  }));
  return [...all.filter(({ status }) => status === "new"), ...all.filter(({ status }) => status === "known")];
}

/** Mandatory violations that refuse the change: with a base, only new ones; the others were let in before. */
export const refusing = (report: Report): number =>
  reported(report).filter(
    ({ verdict, level, status }) => verdict === "violation" && level === "mandatory" && status !== "known",
  ).length;

/** Whether there is anything to say to the author of a change. Without a base there always is. */
export const changed = ({ verdict, comparison, plan }: Report): boolean =>
  comparison === undefined ||
  plan !== undefined ||
  comparison.fixed.length > 0 ||
  comparison.levels.length > 0 ||
  verdict.findings.some(
    ({ id, verdict: kind }) => kind !== "cannot-tell" && comparison.statuses.get(id) === "new",
  );

/** Days before its end from which an exemption is named. */
const EXPIRY_NOTICE_DAYS = 30;

/** Findings whose exemption ends within {@link EXPIRY_NOTICE_DAYS}. */
export function expiring({ findings, today }: Verdict): readonly Finding[] {
  const limit = new Date(Date.parse(today) + EXPIRY_NOTICE_DAYS * 86_400_000).toISOString().slice(0, 10);
  return findings.filter(({ exemption }) => exemption !== undefined && exemption.expires <= limit);
}

/** `1 rule`, `2 rules`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** The logical name at the end of a URN. */
export const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** One line that says how much was looked at, never a list of what passed. */
export function coverage({ counts, rules, stack }: Verdict): string {
  const applied = `${counts.applied} of ${plural(counts.rules, "rule")} applied`;
  const disabled = counts.disabled > 0 ? ` (${counts.disabled} disabled)` : "";
  const passed = rules.filter(
    ({ counts: c }) => c.pass > 0 && c.violation === 0 && c.cannotTell === 0,
  ).length;
  return `Guard on ${stack}: ${applied}${disabled} to ${plural(counts.judged, "resource")} of ${counts.resources}; ${passed} passed.`;
}

/** `2 violations, 1 mandatory; 3 cannot be told yet`; with a base, how many of them are new. */
export function tally(report: Report): string {
  const { verdict, comparison } = report;
  const { violations, cannotTell, exempt } = verdict.counts;
  const fresh = reported(report).filter(
    ({ verdict: kind, status }) => kind === "violation" && status === "new",
  ).length;
  const found =
    violations === 0
      ? "no violations"
      : comparison
        ? `${plural(violations, "violation")}, ${fresh} new`
        : `${plural(violations, "violation")}, ${verdict.mandatoryViolations} mandatory`;
  return [
    found,
    ...(comparison && comparison.fixed.length > 0 ? [`${comparison.fixed.length} fixed`] : []),
    ...(cannotTell > 0 ? [`${cannotTell} cannot be told yet`] : []),
    ...(exempt > 0 ? [`${exempt} exempt`] : []),
  ].join("; ");
}
