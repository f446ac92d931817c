import { changed, coverage, expiring, nameOf, plural, refusing, reported, tally } from "./report";
import type { Report, Reported } from "./report";
import { requirements } from "./requirements";

/** GitHub refuses comments of more than 65,536 characters. */
const COMMENT_LIMIT = 60_000;

/** The last line of a comment, by which the next run finds it. */
export const COMMENT_MARK = "<!-- gatehouse -->";

/** How the comment is made. */
export interface MarkdownOptions {
  /** @default 60,000 */
  readonly limit?: number;
}

/** A part of the comment: what it holds is left out from the end when there is no room. */
interface Section {
  readonly head: readonly string[];
  readonly items: readonly string[];
  readonly foot: readonly string[];
}

/** Values of a program may hold anything; as text they must neither format, nor link, nor call a person. */
const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|~]/g, "\\$&")
    .replace(/[@#](?=\w)/g, "$&\u200b")
    .replace(/&(?=#?\w+;)/g, "&amp;");

const code = (text: string): string => `\`${text.replace(/[\p{Cc}`]+/gu, " ").trim()}\``;

/** A very long message is cut: the text form has all of it. */
const short = (text: string): string => (text.length > 600 ? `${text.slice(0, 599)}…` : text);

function block(finding: Reported): string {
  const { id, rule, severity, level, urn, property, source, message, fix, exemption } = finding;
  const where = [code(nameOf(urn)), ...(property === undefined ? [] : [code(property)])].join(" ");
  const numbers = requirements(finding.frameworks);
  return [
    `- **${severity}** ${code(rule)} (${exemption ? "exempt" : level}) ${where}${source === undefined ? "" : ` at ${code(source)}`}`,
    `  ${plain(short(message))}.`,
    exemption
      ? `  Exempt until ${exemption.expires} (${plain(exemption.owner)}): ${plain(short(exemption.reason))}`
      : `  **Fix:** ${plain(short(fix))}.`,
    `  <sub>${id}${numbers === "" ? "" : ` · ${plain(numbers)}`}</sub>`,
  ].join("\n");
}

const line = ({ id, urn, property }: Reported): string =>
  `- ${code(id)} ${code(`${nameOf(urn)}${property === undefined ? "" : `.${property}`}`)}`;

const titled = (title: string, items: readonly string[]): Section[] =>
  items.length === 0 ? [] : [{ head: ["", `**${title}**`, ""], items, foot: [] }];

const folded = (title: string, items: readonly string[], fence = false): Section[] =>
  items.length === 0
    ? []
    : [
        {
          head: ["", `<details><summary>${title}</summary>`, "", ...(fence ? ["```"] : [])],
          items,
          foot: [...(fence ? ["```"] : []), "", "</details>"],
        },
      ];

/** The parts of one stage, the most needed first; the findings stand in the report's order. */
function sections(report: Report): readonly Section[] {
  const { verdict, comparison, plan } = report;
  const findings = reported(report);
  const settled = findings.filter(({ verdict: kind }) => kind !== "cannot-tell");
  const fresh = settled.filter(({ status }) => status !== "known");
  const open = findings.filter(({ verdict: kind }) => kind === "cannot-tell");
  const newOpen = open.filter(({ status }) => status !== "known");
  const known = findings.filter(({ status }) => status === "known");
  return [
    ...titled(comparison ? "New" : "Findings", fresh.map(block)),
    ...folded(`${newOpen.length} can be told only after deployment`, newOpen.map(line)),
    ...titled("Fixed", (comparison?.fixed ?? []).map(line)),
    ...titled(
      "Settings of the guard",
      (comparison?.levels ?? []).map(
        ({ rule, before, after }) => `- ${code(rule)} was ${before} and is ${after}`,
      ),
    ),
    ...titled(
      "Exemptions that end soon",
      expiring(verdict).map(
        ({ rule, urn, exemption }) =>
          `- ${code(rule)} for ${code(nameOf(urn))} ends on ${exemption?.expires} (${plain(exemption?.owner ?? "")})`,
      ),
    ),
    ...(plan
      ? folded(
          `Plan: ${plan.totals}`,
          plan.lines.map((text) => text.replaceAll("```", "'''")),
          true,
        )
      : []),
    ...folded(`${plural(known.length, "finding")} that the base has too`, known.map(line)),
  ];
}

const size = (lines: readonly string[]): number => lines.reduce((sum, text) => sum + text.length + 1, 0);

/** What one section may take, so that those after it still show their beginning. */
const SHARE = 0.6;
const MORE = 80;

/** The sections' lines within a number of characters; what is left out is counted. */
function fit(parts: readonly Section[], room: number, stage: string): readonly string[] {
  const frames = parts.reduce((sum, { head, foot }) => sum + size(head) + size(foot) + MORE, 0);
  let left = room - frames;
  return parts.flatMap(({ head, items, foot }, index) => {
    const allowed =
      index === parts.length - 1 ? left : Math.max(left * SHARE, left - sizeOf(parts, index + 1));
    const kept = items.slice(0, fitting(items, allowed));
    left -= size(kept);
    const rest = items.length - kept.length;
    const more = rest > 0 ? [`… and ${rest} more: npm run check -- --stage ${stage}`] : [];
    return [...head, ...kept, ...more, ...foot];
  });
}

/** How many items from the beginning fit: a short one after one too long would stand out of order. */
function fitting(items: readonly string[], room: number): number {
  let used = 0;
  const over = items.findIndex((item) => (used += item.length + 1) > room);
  return over === -1 ? items.length : over;
}

const sizeOf = (parts: readonly Section[], from: number): number =>
  parts.slice(from).reduce((sum, { items }) => sum + size(items), 0);

function word(reports: readonly Report[]): string {
  if (reports.some((report) => refusing(report) > 0)) return "refused";
  return reports.some(({ verdict }) => verdict.counts.violations > 0) ? "passed, with advice" : "passed";
}

/**
 * The verdict as a pull-request comment: the verdict in the first line, then what is new with its fix, what is fixed,
 * exemptions that end soon, the plan, one line of coverage. Empty when nothing changed against the base; always under
 * the limit.
 */
export function formatMarkdown(reports: readonly Report[], options: MarkdownOptions = {}): string {
  const telling = reports.filter(changed);
  if (telling.length === 0) return "";
  const first = telling.map((report) => `${report.verdict.stack}: ${tally(report)}`).join(" · ");
  const title = `**Guard: ${word(telling)}**: ${first}`;
  const quiet = reports.filter((report) => !changed(report)).map(({ verdict }) => verdict.stack);
  const end = [
    ...(quiet.length === 0 ? [] : ["", `Nothing changed in ${quiet.join(", ")}.`]),
    "",
    COMMENT_MARK,
  ];
  const room = (options.limit ?? COMMENT_LIMIT) - size([title, ...end]);
  const each = Math.floor(room / telling.length);
  const body = telling.flatMap((report) => {
    const { stack } = report.verdict;
    const frame = [
      ...(reports.length > 1 ? ["", `#### ${stack}`] : []),
      "",
      `<sub>${plain(coverage(report.verdict))}</sub>`,
    ];
    const foot = frame.slice(-2);
    return [...frame.slice(0, -2), ...fit(sections(report), each - size(frame), stack), ...foot];
  });
  return `${[title, ...body, ...end].join("\n")}\n`;
}
