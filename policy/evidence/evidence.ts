import type { JudgedStack } from "../judge";
import type { Outcome } from "../model/evaluate";
import { FRAMEWORKS, type Severity } from "../model/rule";
import { FACTS, familyOf, type FrameworkFacts, type FrameworkId } from "./frameworks";

/** Changes when a field is renamed or taken away; new fields do not change it. */
export const EVIDENCE_SCHEMA = "gatehouse/evidence/1";

export type EvidenceVerdict = "pass" | "violation" | "cannot-tell" | "exempt";

/** One resource under one rule. */
export interface EvidenceResource {
  readonly urn: string;
  readonly verdict: EvidenceVerdict;
  /** Where the program declares it. */
  readonly source?: string;
  /** What is wrong, or why it is exempt; nothing on a pass. */
  readonly remarks: readonly string[];
}

export interface EvidenceRule {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly link?: string;
  /** Whether the stage's settings switch the rule off. */
  readonly disabled: boolean;
  readonly resources: readonly EvidenceResource[];
}

export interface EvidenceRequirement {
  readonly number: string;
  readonly family: string;
  /** `not-applicable` when no rule had a resource to judge. */
  readonly verdict: EvidenceVerdict | "not-applicable";
  readonly rules: readonly EvidenceRule[];
}

/** What an auditor gets. */
export interface Evidence {
  readonly schema: typeof EVIDENCE_SCHEMA;
  readonly framework: { readonly id: FrameworkId; readonly name: string };
  readonly project: string;
  readonly stack: string;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** The commit, and whether files differed from it; absent outside a repository. */
  readonly commit?: { readonly hash: string; readonly modified: boolean };
  readonly guard: string;
  readonly requirements: readonly EvidenceRequirement[];
  readonly responsibility: FrameworkFacts;
}

/** What the evidence is of, besides the verdicts. */
export interface EvidenceInput {
  readonly framework: FrameworkId;
  readonly project: string;
  readonly stack: string;
  readonly generatedAt: Date;
  readonly commit?: Evidence["commit"];
  readonly guard: string;
}

/** Requirement → rules → resources → verdict → where it is declared. */
export function collectEvidence(judged: JudgedStack, input: EvidenceInput): Evidence {
  const { framework } = input;
  const byNumber = new Map<string, EvidenceRule[]>();
  for (const run of judged.rules) {
    const numbers = run.rule.frameworks[framework] ?? [];
    if (numbers.length === 0) continue;
    const [link] = run.rule.links;
    const rule: EvidenceRule = {
      rule: run.rule.id,
      title: run.rule.title,
      severity: run.rule.severity,
      ...(link !== undefined && { link }),
      disabled: run.level === "disabled",
      resources: run.outcomes.flatMap((outcome) => resourceOf(outcome, run, judged)),
    };
    for (const number of new Set(numbers)) byNumber.set(number, [...(byNumber.get(number) ?? []), rule]);
  }
  const requirements = [...byNumber]
    .map(([number, rules]) => ({
      number,
      family: familyOf(framework, number),
      verdict: worst(rules),
      rules: [...rules].sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    }))
    .sort((a, b) => inOrder(a.number, b.number));
  return {
    schema: EVIDENCE_SCHEMA,
    framework: { id: framework, name: FRAMEWORKS[framework] },
    project: input.project,
    stack: input.stack,
    generatedAt: input.generatedAt.toISOString(),
    ...(input.commit && { commit: input.commit }),
    guard: input.guard,
    requirements,
    responsibility: FACTS[framework],
  };
}

function resourceOf(
  { resource, verdict }: Outcome,
  { findings }: JudgedStack["rules"][number],
  judged: JudgedStack,
): readonly EvidenceResource[] {
  if (verdict === "not-applicable") return [];
  const own = findings.filter(({ urn }) => urn === resource.urn);
  const kinds = new Set(own.map((finding) => finding.verdict));
  const shown = (["violation", "cannot-tell", "exempt"] as const).find((kind) => kinds.has(kind)) ?? "pass";
  const source = judged.sourceOf(resource.urn);
  return [
    {
      urn: resource.urn,
      verdict: shown,
      ...(source !== undefined && { source }),
      remarks: own.map(({ property, message, exemption }) =>
        [
          property === undefined ? "" : `${property}: `,
          message,
          exemption ? `; exempt until ${exemption.expires} (${exemption.owner}): ${exemption.reason}` : "",
        ].join(""),
      ),
    },
  ];
}

const WORST_FIRST = ["violation", "cannot-tell", "exempt", "pass"] as const;

function worst(rules: readonly EvidenceRule[]): EvidenceRequirement["verdict"] {
  const found = new Set(rules.flatMap(({ resources }) => resources.map(({ verdict }) => verdict)));
  return WORST_FIRST.find((verdict) => found.has(verdict)) ?? "not-applicable";
}

/** `1.2` before `1.10`; `AC-2` before `AC-17`. */
const inOrder = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });
