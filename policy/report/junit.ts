import { coverage, refusing, reported, type Report, type Reported } from "./report";
import { requirements } from "./requirements";

/** XML 1.0 allows no other control characters, not even escaped. */
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const xml = (text: string): string =>
  text
    .replace(ILLEGAL, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join("");

/** Only what refuses the change fails: a build must not go red over advice. */
const fails = ({ verdict, level, status }: Reported): boolean =>
  verdict === "violation" && level === "mandatory" && status !== "known";

function reason({ verdict, level, status, exemption, message }: Reported): string {
  if (exemption) return `exempt until ${exemption.expires} (${exemption.owner}): ${exemption.reason}`;
  if (verdict === "cannot-tell") return message;
  return `${status === "known" ? "known" : level}: ${message}`;
}

function testcase(finding: Reported, stage: string): readonly string[] {
  const [file, line] = finding.source?.split(":") ?? [];
  const place = { ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
  const head = `    <testcase${attributes({ name: finding.id, classname: `${stage}.${finding.rule}`, ...place })}>`;
  const detail = [
    finding.urn,
    ...(finding.property === undefined ? [] : [`property ${finding.property}`]),
    ...(finding.source === undefined ? [] : [finding.source]),
    finding.message,
    `fix: ${finding.fix}`,
    requirements(finding.frameworks),
  ].filter((part) => part !== "");
  return fails(finding)
    ? [
        head,
        `      <failure${attributes({ message: finding.message, type: finding.severity })}>${xml(detail.join("\n"))}</failure>`,
        "    </testcase>",
      ]
    : [head, `      <skipped${attributes({ message: reason(finding) })}/>`, "    </testcase>"];
}

/**
 * The verdict as JUnit XML: a test case for each finding, failed when it refuses the change, skipped when it is advice,
 * exempt, known or cannot be told yet; and one passed case that says how much was looked at.
 */
export function formatJunit(report: Report): string {
  const { stack } = report.verdict;
  const findings = reported(report);
  const failures = refusing(report);
  const counts = { tests: findings.length, failures, errors: 0, skipped: findings.length - failures };
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "gatehouse", ...counts, tests: findings.length + 1 })}>`,
    `  <testsuite${attributes({ name: `gatehouse.${stack}`, ...counts })}>`,
    ...findings.flatMap((finding) => testcase(finding, stack)),
    "  </testsuite>",
    `  <testsuite${attributes({ name: `gatehouse.${stack}.coverage`, tests: 1, failures: 0, errors: 0, skipped: 0 })}>`,
    `    <testcase${attributes({ name: coverage(report.verdict), classname: `${stack}.coverage` })}/>`,
    "  </testsuite>",
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}
