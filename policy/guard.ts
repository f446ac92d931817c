import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExemptionFault } from "./exemptions/exemptions";
import { loadExemptions, placesOfExemptions } from "./exemptions/file";
import { FOLDER } from "./folder";
import type { DeploymentResource } from "./host/deployment";
import { findingId, judgeStack, type Judged } from "./judge";
import type { Outcome } from "./model/evaluate";
import type { Finding, Locate, RuleCounts, RuleSummary, Verdict } from "./model/finding";
import { SEVERITIES, type Rule } from "./model/rule";
import { rules as allRules } from "./rules/index";

export { PolicyConfigError } from "./config/error";
export { compareVerdicts, type Comparison } from "./report/compare";
export { FORMATS, formatReport, type Format } from "./report/formats";
export { formatJson } from "./report/json";
export { formatMarkdown } from "./report/markdown";
export { refusing, type PlanSummary, type Report } from "./report/report";
export { formatText } from "./report/text";
export type { DeploymentResource } from "./host/deployment";
export type { Finding, FindingPlace, Locate, Verdict } from "./model/finding";

/** What to judge, and with what settings. */
export interface GuardInput {
  /** Resources of a version 3 deployment, or of an evaluation in the same form. */
  readonly resources: readonly DeploymentResource[];
  /** Stack name; the stage, which picks the file of settings. */
  readonly stack: string;
  readonly project: string;
  /** YYYY-MM-DD; decides which exemptions have ended. @default - today in UTC */
  readonly today?: string;
  /** Folder with `<stage>.json` files. @default - the guard's own `config` folder; the package has none of them */
  readonly configDir?: string;
  /** Settings in place of the stage's file. */
  readonly config?: unknown;
  /** Contents of an exemptions file. @default - `exemptions.json` beside the guard; the package has none */
  readonly exemptions?: unknown;
  /** @default - all rules */
  readonly rules?: readonly Rule[];
  /** Finds lines of source that a resource's position does not tell, such as those of an OpenAPI document. */
  readonly locate?: Locate;
}

/** The rule id under which faults of the exemptions file are reported. */
export const EXEMPTION_RULE = "exemption-in-force";

/** The version of the guard, from its package.json. */
export function guardVersion(): string {
  const manifest = JSON.parse(readFileSync(join(FOLDER, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

/**
 * Judges a stack in this process: no engine, no network, no side effects.
 * @throws {PolicyConfigError} when the settings or the exemptions are wrong; all mistakes at once.
 */
export function runGuard(input: GuardInput): Verdict {
  const rules = input.rules ?? allRules;
  const today = input.today ?? new Date().toISOString().slice(0, 10);
  const judged = judgeStack({ ...input, rules, today, exemptions: loadExemptions(input.exemptions, rules) });
  const summaries = judged.rules.map(summarise);
  const unsure = new Set(
    summaries
      .filter(({ level, counts }) => level === "disabled" || counts.cannotTell > 0)
      .map(({ id }) => id),
  );
  const place = placesOfExemptions(input.exemptions);
  const findings = [
    ...judged.rules.flatMap((run) => run.findings),
    ...judged.exemptions.faults(unsure).map((fault) => exemptionFinding(fault, place(fault.index))),
  ].sort(inReportOrder);
  const having = (verdict: Finding["verdict"]): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return {
    project: input.project,
    stack: input.stack,
    today,
    guard: guardVersion(),
    findings,
    counts: {
      resources: judged.resources,
      judged: judgedResources(judged.rules),
      rules: rules.length,
      disabled: summaries.filter(({ level }) => level === "disabled").length,
      applied: summaries.filter(
        ({ counts }) => counts.pass + counts.violation + counts.cannotTell + counts.exempt > 0,
      ).length,
      violations: having("violation"),
      cannotTell: having("cannot-tell"),
      exempt: having("exempt"),
    },
    rules: summaries,
    mandatoryViolations: findings.filter(
      ({ verdict, level }) => verdict === "violation" && level === "mandatory",
    ).length,
  };
}

/** How many resources some rule has judged. */
function judgedResources(runs: readonly Judged[]): number {
  const urns = new Set<string>();
  for (const { outcomes } of runs)
    for (const { resource, verdict } of outcomes) if (verdict !== "not-applicable") urns.add(resource.urn);
  return urns.size;
}

const summarise = ({ rule, level, outcomes, findings }: Judged): RuleSummary => ({
  id: rule.id,
  title: rule.title,
  severity: rule.severity,
  level,
  ...(rule.links[0] === undefined ? {} : { link: rule.links[0] }),
  counts: count(outcomes, findings),
});

function exemptionFinding(
  { message, exemption, index }: ExemptionFault,
  source: string | undefined,
): Finding {
  const property = `exemptions[${index}]`;
  return {
    id: findingId(EXEMPTION_RULE, `${exemption.rule} ${exemption.urn}`, property),
    rule: EXEMPTION_RULE,
    title: "Each exemption is needed, bounded and in date",
    severity: "high",
    level: "mandatory",
    verdict: "violation",
    urn: exemption.urn,
    property,
    message: `${exemption.rule}: ${message}`,
    fix: "remove the entry from exemptions.json, narrow it, or renew it with a reason",
    frameworks: {},
    ...(source !== undefined && { source }),
  };
}

function count(outcomes: readonly Outcome[], findings: readonly Finding[]): RuleCounts {
  const violating = new Set(findings.filter(({ verdict }) => verdict === "violation").map(({ urn }) => urn));
  const exempt = new Set(findings.filter(({ verdict }) => verdict === "exempt").map(({ urn }) => urn));
  const having = (verdict: Outcome["verdict"]): number =>
    outcomes.filter((outcome) => outcome.verdict === verdict).length;
  return {
    pass: having("pass"),
    violation: violating.size,
    cannotTell: having("cannot-tell"),
    exempt: [...exempt].filter((urn) => !violating.has(urn)).length,
    notApplicable: having("not-applicable"),
  };
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const unsettled = ({ verdict }: Finding): number => (verdict === "cannot-tell" ? 1 : 0);

/**
 * Worst first, then by rule, resource and property, so that two runs of the same stack print the same; what cannot be
 * told yet stands after all that can.
 */
function inReportOrder(a: Finding, b: Finding): number {
  return (
    unsettled(a) - unsettled(b) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    text(a.rule, b.rule) ||
    text(a.urn, b.urn) ||
    text(a.property ?? "", b.property ?? "") ||
    text(a.message, b.message)
  );
}
