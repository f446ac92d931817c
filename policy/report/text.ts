import type { Finding, Verdict } from "../model/finding";
import { FRAMEWORKS, SEVERITIES, type Frameworks, type Severity } from "../model/rule";
import { fold } from "./fold";
import { paint, type Paint } from "./paint";

/** How the text is shown. */
export interface TextOptions {
  /** ANSI colours. @default false */
  readonly color?: boolean;
  /** Columns. @default 80 */
  readonly width?: number;
}

/** What cannot be told at preview is listed for this many rules; the rest is counted. */
const LISTED_CANNOT_TELL = 5;

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `NIST 800-53 r5 AC-4, SC-7 · PCI DSS 4.0 6.4.2` */
function requirements(frameworks: Frameworks): string {
  return (Object.keys(FRAMEWORKS) as (keyof typeof FRAMEWORKS)[])
    .flatMap((key) => {
      const numbers = frameworks[key];
      return numbers && numbers.length > 0 ? [`${FRAMEWORKS[key]} ${numbers.join(", ")}`] : [];
    })
    .join(" · ");
}

function block(finding: Finding, color: Paint, width: number): readonly string[] {
  const at = finding.property === undefined ? "" : `property ${finding.property}`;
  const where = [at, finding.source ?? ""].filter((part) => part !== "").join("  ");
  const numbers = requirements(finding.frameworks);
  const waiver = finding.exemption;
  return [
    `  ${color.bold(finding.rule)}  ${color.dim(finding.level)}`,
    ...fold(finding.urn, width, "    "),
    ...(where === "" ? [] : [`    ${color.dim(where)}`]),
    ...fold(finding.message, width, "    "),
    ...(waiver
      ? fold(`exempt until ${waiver.expires} (${waiver.owner}): ${waiver.reason}`, width, "    ")
      : []),
    ...(waiver ? [] : fold(`fix: ${finding.fix}`, width, "    ")),
    ...(numbers === "" ? [] : fold(numbers, width, "    ").map((line) => color.dim(line))),
  ];
}

/** One line that says how much was looked at, never a list of what passed. */
function coverage({ counts, rules, stack }: Verdict): string {
  const applied = `${counts.applied} of ${plural(counts.rules, "rule")} applied`;
  const disabled = counts.disabled > 0 ? ` (${counts.disabled} disabled)` : "";
  const passed = rules.filter(
    ({ counts: c }) => c.pass > 0 && c.violation === 0 && c.cannotTell === 0,
  ).length;
  return `Guard on ${stack}: ${applied}${disabled} to ${plural(counts.judged, "resource")} of ${counts.resources}; ${passed} passed.`;
}

function headline(verdict: Verdict, color: Paint): string {
  const { violations, cannotTell, exempt } = verdict.counts;
  const parts = [
    violations === 0
      ? "no violations"
      : `${plural(violations, "violation")}, ${verdict.mandatoryViolations} mandatory`,
    ...(cannotTell > 0 ? [`${cannotTell} cannot be told yet`] : []),
    ...(exempt > 0 ? [`${exempt} exempt`] : []),
  ];
  const mark =
    verdict.mandatoryViolations > 0
      ? color.red("refused")
      : violations > 0
        ? color.yellow("passed, with advice")
        : color.green("passed");
  return `Verdict: ${mark} (${parts.join("; ")})`;
}

function severitySection(
  severity: Severity,
  findings: readonly Finding[],
  color: Paint,
  width: number,
): readonly string[] {
  const here = findings.filter(
    (finding) => finding.severity === severity && finding.verdict !== "cannot-tell",
  );
  if (here.length === 0) return [];
  const title = color.bySeverity(severity, severity.toUpperCase());
  return [title, ...here.flatMap((finding) => [...block(finding, color, width), ""])];
}

function cannotTellSection(findings: readonly Finding[], color: Paint, width: number): readonly string[] {
  const here = findings.filter(({ verdict }) => verdict === "cannot-tell");
  if (here.length === 0) return [];
  const byRule = new Map<string, Finding[]>();
  for (const finding of here) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  const listed = [...byRule].slice(0, LISTED_CANNOT_TELL).flatMap(([rule, [first, ...others]]) => {
    const name = first?.urn.slice(first.urn.lastIndexOf("::") + 2) ?? "";
    const property = first?.property === undefined ? "" : `.${first.property}`;
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    return fold(`${rule}: ${name}${property}${more}`, width, "  ");
  });
  const rest = byRule.size - LISTED_CANNOT_TELL;
  const tail = rest > 0 ? [`  and ${plural(rest, "more rule")}`] : [];
  return [color.dim("CANNOT TELL YET: known only after deployment"), ...listed, ...tail, ""];
}

/** The verdict for people: worst first, each finding with place, reason, fix and the requirements it touches. */
export function formatText(verdict: Verdict, options: TextOptions = {}): string {
  const color = paint(options.color ?? false);
  const width = Math.max(40, options.width ?? 80);
  const lines = [
    ...SEVERITIES.flatMap((severity) => severitySection(severity, verdict.findings, color, width)),
    ...cannotTellSection(verdict.findings, color, width),
    ...fold(coverage(verdict), width, ""),
    headline(verdict, color),
  ];
  return `${lines.join("\n")}\n`;
}
