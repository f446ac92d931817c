import { SEVERITIES } from "../model/rule";
import type { Status } from "./compare";
import { fold } from "./fold";
import { paint, type Paint } from "./paint";
import { changed, coverage, nameOf, refusing, reported, tally } from "./report";
import type { Report, Reported } from "./report";
import { requirements } from "./requirements";

/** How the text is shown. */
export interface TextOptions {
  /** ANSI colours. @default false */
  readonly color?: boolean;
  /** Columns. @default 80 */
  readonly width?: number;
}

function block(finding: Reported, color: Paint, width: number): readonly string[] {
  const at = finding.property === undefined ? "" : `property ${finding.property}`;
  const where = [at, finding.source ?? ""].filter((part) => part !== "").join("  ");
  const numbers = requirements(finding.frameworks);
  const waiver = finding.exemption;
  return [
    `  ${color.bold(finding.rule)}  ${color.dim(`${finding.level}  ${finding.id}`)}`,
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

function headline(report: Report, color: Paint): string {
  const mark =
    refusing(report) > 0
      ? color.red("refused")
      : report.verdict.counts.violations > 0
        ? color.yellow("passed, with advice")
        : color.green("passed");
  return `Verdict: ${mark} (${tally(report)})`;
}

/** What can be told, grouped by severity, in the order given. */
function settled(findings: readonly Reported[], color: Paint, width: number): readonly string[] {
  return SEVERITIES.flatMap((severity) => {
    const here = findings.filter((finding) => finding.severity === severity);
    return here.length === 0
      ? []
      : [
          color.bySeverity(severity, severity.toUpperCase()),
          ...here.flatMap((finding) => [...block(finding, color, width), ""]),
        ];
  });
}

/** What cannot be told yet: a line each, since there is nothing to mend. */
function unsettled(findings: readonly Reported[], color: Paint, width: number): readonly string[] {
  if (findings.length === 0) return [];
  const lines = findings.flatMap(({ id, urn, property }) =>
    fold(`${id}: ${nameOf(urn)}${property === undefined ? "" : `.${property}`}`, width, "  "),
  );
  return [color.dim("CANNOT TELL YET: known only after deployment"), ...lines, ""];
}

const TITLES: Readonly<Record<Status, string>> = { new: "NEW", known: "KNOWN: the base has them too" };

function findingsOf(report: Report, color: Paint, width: number): readonly string[] {
  const all = reported(report);
  const statuses: readonly (Status | undefined)[] = report.comparison ? ["new", "known"] : [undefined];
  return statuses.flatMap((status) => {
    const here = all.filter((finding) => finding.status === status);
    if (here.length === 0) return [];
    return [
      ...(status === undefined ? [] : [color.bold(TITLES[status]), ""]),
      ...settled(
        here.filter(({ verdict }) => verdict !== "cannot-tell"),
        color,
        width,
      ),
      ...unsettled(
        here.filter(({ verdict }) => verdict === "cannot-tell"),
        color,
        width,
      ),
    ];
  });
}

function changes({ comparison, plan }: Report, color: Paint, width: number): readonly string[] {
  if (!comparison) return [];
  const { fixed, levels } = comparison;
  return [
    ...(fixed.length === 0
      ? []
      : [
          color.green("FIXED"),
          ...fixed.flatMap(({ id, urn }) => fold(`${id}: ${nameOf(urn)}`, width, "  ")),
          "",
        ]),
    ...(levels.length === 0
      ? []
      : [
          color.yellow("SETTINGS OF THE GUARD"),
          ...levels.map(({ rule, before, after }) => `  ${rule}: ${before} → ${after}`),
          "",
        ]),
    ...(plan === undefined
      ? []
      : [color.bold("PLAN"), ...plan.lines.map((line) => `  ${line}`), `  ${plan.totals}`, ""]),
  ];
}

/** The verdict for people: worst first, each finding with place, reason, fix and the requirements it touches. */
export function formatText(report: Report, options: TextOptions = {}): string {
  const color = paint(options.color ?? false);
  const width = Math.max(40, options.width ?? 80);
  const lines = [
    ...findingsOf(report, color, width),
    ...changes(report, color, width),
    ...(changed(report) ? [] : ["Nothing changed.", ""]),
    ...fold(coverage(report.verdict), width, ""),
    headline(report, color),
  ];
  return `${lines.join("\n")}\n`;
}
