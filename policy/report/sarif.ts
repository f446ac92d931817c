import type { RuleSummary } from "../model/finding";
import { FRAMEWORKS, type Severity } from "../model/rule";
import { reported, type Report, type Reported } from "./report";

/** The schema of SARIF 2.1.0, errata 01: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** GitHub sorts alerts by this number, in the bands of CVSS. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
};

/** Code scanning takes a result only with a file; this one is there in every Pulumi project. */
const SOMEWHERE = "Pulumi.yaml";

/** What was not judged yet is no failure, so it has no level. */
function levelOf({ verdict, level, severity }: Reported): "error" | "warning" | "note" | "none" {
  if (verdict === "cannot-tell") return "none";
  if (level === "mandatory") return "error";
  return severity === "low" ? "note" : "warning";
}

/** A path as a relative URI: `#`, `?` and `:` would end or begin other parts of one. */
const uriOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** `infra/api.ts:41:5` → file, line and column. Through a buffer, since half a surrogate pair has no URI. */
function physical(source: string | undefined) {
  const [, file = SOMEWHERE, line, column] = /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(source ?? SOMEWHERE) ?? [];
  return {
    artifactLocation: { uri: uriOf(Buffer.from(file).toString()), uriBaseId: "%SRCROOT%" },
    region: {
      startLine: Math.max(1, Number(line ?? 1)),
      ...(column === undefined ? {} : { startColumn: Math.max(1, Number(column)) }),
    },
  };
}

const tagsOf = ({ frameworks }: Reported): readonly string[] => [
  "security",
  ...(Object.keys(FRAMEWORKS) as (keyof typeof FRAMEWORKS)[]).flatMap((key) =>
    (frameworks[key] ?? []).map((number) => `${key}/${number}`),
  ),
];

const descriptor = (finding: Reported, summary: RuleSummary | undefined) => ({
  id: finding.rule,
  shortDescription: { text: finding.title },
  fullDescription: { text: `${finding.title}.` },
  help: { text: `Fix: ${finding.fix}.`, markdown: `**Fix:** ${finding.fix}.` },
  ...(summary?.link === undefined ? {} : { helpUri: summary.link }),
  properties: { tags: tagsOf(finding), "security-severity": SECURITY_SEVERITY[finding.severity] },
});

function result(finding: Reported, ruleIndex: number) {
  const property = finding.property === undefined ? "" : `${finding.property}: `;
  return {
    ruleId: finding.rule,
    ruleIndex,
    kind: finding.verdict === "cannot-tell" ? "open" : "fail",
    level: levelOf(finding),
    message: { text: `${property}${finding.message}. Fix: ${finding.fix}.` },
    locations: [
      {
        physicalLocation: physical(finding.source),
        logicalLocations: [{ fullyQualifiedName: finding.urn, kind: "resource" }],
      },
    ],
    // Keeps an alert the same while lines move.
    partialFingerprints: { "gatehouseFinding/v1": finding.id },
    ...(finding.status && { baselineState: finding.status === "new" ? "new" : "unchanged" }),
    ...(finding.exemption && {
      suppressions: [
        {
          kind: "external",
          status: "accepted",
          justification: `${finding.exemption.reason} (${finding.exemption.owner}, until ${finding.exemption.expires})`,
        },
      ],
    }),
    properties: { id: finding.id },
  };
}

/**
 * The verdict as SARIF 2.1.0, for code scanning: places in the TypeScript or OpenAPI source, exemptions as
 * suppressions. What was fixed is left out: a reader would show it as open.
 */
export function formatSarif(report: Report): string {
  const { verdict } = report;
  const findings = reported(report);
  const summaries = new Map(verdict.rules.map((summary) => [summary.id, summary]));
  const first = new Map<string, Reported>();
  for (const finding of findings) if (!first.has(finding.rule)) first.set(finding.rule, finding);
  const ids = [...first.keys()];
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "gatehouse-policy",
            semanticVersion: verdict.guard,
            rules: [...first.values()].map((finding) => descriptor(finding, summaries.get(finding.rule))),
          },
        },
        automationDetails: { id: `gatehouse/${verdict.stack}/` },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder of Pulumi.yaml." } } },
        results: findings.map((finding) => result(finding, ids.indexOf(finding.rule))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
