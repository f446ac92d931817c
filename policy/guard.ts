import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson, readStageConfig } from "./config/files";
import type { Level } from "./config/schema";
import { settle } from "./config/settings";
import { Exemptions, readExemptions, type Exemption } from "./exemptions/exemptions";
import { viewDeployment, type DeploymentResource } from "./host/deployment";
import { evaluate, type Outcome } from "./model/evaluate";
import { sourceOf, type Finding, type RuleCounts, type RuleSummary, type Verdict } from "./model/finding";
import { SEVERITIES, type Rule } from "./model/rule";
import { rules as allRules } from "./rules/index";

export { PolicyConfigError } from "./config/error";
export { formatJson } from "./report/json";
export { formatText } from "./report/text";
export type { DeploymentResource } from "./host/deployment";
export type { Finding, Verdict } from "./model/finding";

/** What to judge, and with what settings. */
export interface GuardInput {
  /** Resources of a version 3 deployment, or of an evaluation in the same form. */
  readonly resources: readonly DeploymentResource[];
  /** Stack name; the stage, which picks the file of settings. */
  readonly stack: string;
  readonly project: string;
  /** YYYY-MM-DD; decides which exemptions have ended. @default - today in UTC */
  readonly today?: string;
  /** Folder with `<stage>.json` files. @default - the guard's own `config` folder */
  readonly configDir?: string;
  /** Settings in place of the stage's file. */
  readonly config?: unknown;
  /** Contents of an exemptions file, in place of the guard's own. */
  readonly exemptions?: unknown;
  /** @default - all rules */
  readonly rules?: readonly Rule[];
}

/** The rule id under which faults of the exemptions file are reported. */
export const EXEMPTION_RULE = "exemption-in-force";
const EXEMPTIONS_FILE = join(__dirname, "exemptions.json");

/** The version of the guard, from its package.json. */
export function guardVersion(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

/**
 * Judges a stack in this process: no engine, no network, no side effects.
 * @throws {PolicyConfigError} when the settings or the exemptions are wrong; all mistakes at once.
 */
export function runGuard(input: GuardInput): Verdict {
  const rules = input.rules ?? allRules;
  const { file, config } =
    input.config === undefined
      ? readStageConfig(input.stack, input.configDir)
      : { file: "config", config: input.config };
  const settings = settle(rules, config, file);
  const entries = loadExemptions(input.exemptions, rules);
  const today = input.today ?? new Date().toISOString().slice(0, 10);
  const exemptions = new Exemptions(entries, today, input.stack);
  const views = viewDeployment(input.resources, input.project, input.stack);

  const findings: Finding[] = [];
  const summaries: RuleSummary[] = [];
  const judged = new Set<string>();
  for (const rule of rules) {
    const setting = settings.get(rule.id);
    const level = setting?.level ?? "advisory";
    const outcomes = level === "disabled" ? [] : evaluate(rule, views[rule.scope], setting?.options);
    for (const { resource, verdict } of outcomes) if (verdict !== "not-applicable") judged.add(resource.urn);
    const found =
      level === "disabled" ? [] : outcomes.flatMap((outcome) => findingsOf(rule, level, outcome, exemptions));
    findings.push(...found);
    summaries.push({
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      level,
      counts: count(outcomes, found),
    });
  }
  const unsure = new Set(
    summaries
      .filter(({ level, counts }) => level === "disabled" || counts.cannotTell > 0)
      .map(({ id }) => id),
  );
  findings.push(
    ...exemptions
      .faults(unsure)
      .map((fault) => exemptionFinding(fault.message, fault.exemption, fault.index)),
  );
  findings.sort(inReportOrder);
  const violations = findings.filter(({ verdict }) => verdict === "violation");
  return {
    project: input.project,
    stack: input.stack,
    findings,
    counts: {
      resources: views.stack.resources.filter(({ type }) => /^aws:/.test(type)).length,
      judged: judged.size,
      rules: rules.length,
      disabled: summaries.filter(({ level }) => level === "disabled").length,
      applied: summaries.filter(
        ({ counts }) => counts.pass + counts.violation + counts.cannotTell + counts.exempt > 0,
      ).length,
      violations: violations.length,
      cannotTell: findings.filter(({ verdict }) => verdict === "cannot-tell").length,
      exempt: findings.filter(({ verdict }) => verdict === "exempt").length,
    },
    rules: summaries,
    mandatoryViolations: violations.filter(({ level }) => level === "mandatory").length,
  };
}

/**
 * The exemptions, checked.
 * @throws {PolicyConfigError} when the file or an entry is wrong.
 */
export function loadExemptions(raw: unknown, rules: readonly Rule[] = allRules): readonly Exemption[] {
  const ids = rules.map(({ id }) => id);
  return readExemptions(raw === undefined ? readJson(EXEMPTIONS_FILE) : raw, "exemptions.json", ids);
}

function findingsOf(
  rule: Rule,
  level: Exclude<Level, "disabled">,
  { resource, remarks }: Outcome,
  exemptions: Exemptions,
): readonly Finding[] {
  return remarks.map((remark) => {
    const exemption = remark.verdict === "violation" ? exemptions.find(rule.id, resource.urn) : undefined;
    const source = sourceOf(resource.sourcePosition);
    return {
      rule: rule.id,
      title: rule.title,
      severity: rule.severity,
      level,
      verdict: exemption ? "exempt" : remark.verdict,
      urn: resource.urn,
      ...(remark.property === "" ? {} : { property: remark.property }),
      message: remark.message,
      fix: rule.fix,
      frameworks: rule.frameworks,
      ...(source === undefined ? {} : { source }),
      ...(exemption
        ? { exemption: { reason: exemption.reason, owner: exemption.owner, expires: exemption.expires } }
        : {}),
    };
  });
}

function exemptionFinding(message: string, exemption: Exemption, index: number): Finding {
  return {
    rule: EXEMPTION_RULE,
    title: "Each exemption is needed, bounded and in date",
    severity: "high",
    level: "mandatory",
    verdict: "violation",
    urn: exemption.urn,
    property: `exemptions[${index}]`,
    message: `${exemption.rule}: ${message}`,
    fix: "remove the entry from exemptions.json, narrow it, or renew it with a reason",
    frameworks: {},
    source: "policy/exemptions.json",
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

/** Worst first, then by rule, resource and property, so that two runs of the same stack print the same. */
function inReportOrder(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    text(a.rule, b.rule) ||
    text(a.urn, b.urn) ||
    text(a.property ?? "", b.property ?? "") ||
    text(a.message, b.message)
  );
}
