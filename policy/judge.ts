import { createHash } from "node:crypto";
import { readStageConfig } from "./config/files";
import type { Level } from "./config/schema";
import { settle } from "./config/settings";
import { Exemptions, type Exemption } from "./exemptions/exemptions";
import { viewDeployment, type DeploymentResource } from "./host/deployment";
import { evaluate, type Outcome } from "./model/evaluate";
import { sourceOf, type Finding, type FindingPlace, type Locate } from "./model/finding";
import type { Resource } from "./model/resource";
import type { Rule } from "./model/rule";
import type { Stack } from "./model/stack";

/** What to judge, and with what settings; everything decided. */
export interface JudgeInput {
  readonly resources: readonly DeploymentResource[];
  readonly stack: string;
  readonly project: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly configDir?: string;
  readonly config?: unknown;
  readonly exemptions: readonly Exemption[];
  readonly rules: readonly Rule[];
  readonly locate?: Locate;
}

/** One rule's run on a stack. */
export interface Judged {
  readonly rule: Rule;
  readonly level: Level;
  /** One for each resource of the rule's types, in the order of the deployment; none when the rule is disabled. */
  readonly outcomes: readonly Outcome[];
  /** What the report says of it; in the order of the outcomes. */
  readonly findings: readonly Finding[];
}

/** All rules' runs on a stack. */
export interface JudgedStack {
  readonly rules: readonly Judged[];
  /** Resources of AWS in the stack. */
  readonly resources: number;
  /** The exemptions, knowing which were used. */
  readonly exemptions: Exemptions;
  /** Where a resource is declared. */
  readonly sourceOf: (urn: string) => string | undefined;
}

/**
 * Runs every rule on a stack.
 * @throws {PolicyConfigError} when the settings are wrong; all mistakes at once.
 */
export function judgeStack(input: JudgeInput): JudgedStack {
  const { file, config } =
    input.config === undefined
      ? readStageConfig(input.stack, input.configDir)
      : { file: "config", config: input.config };
  const settings = settle(input.rules, config, file);
  const exemptions = new Exemptions(input.exemptions, input.today, input);
  const views = viewDeployment(input.resources, input.project, input.stack);
  const place = placer(views.stack, input.locate);
  const asTold = inOrderOf(input.resources);
  const rules = input.rules.map((rule): Judged => {
    const setting = settings.get(rule.id);
    const level = setting?.level ?? "advisory";
    if (level === "disabled") return { rule, level, outcomes: [], findings: [] };
    const outcomes = asTold(evaluate(rule, views[rule.scope], setting?.options, input.today));
    const findings = outcomes.flatMap((outcome) => findingsOf(rule, level, outcome, exemptions, place));
    return { rule, level, outcomes, findings };
  });
  return {
    rules,
    resources: views.stack.resources.filter(({ type }) => /^aws:/.test(type)).length,
    exemptions,
    sourceOf: (urn) => place({ urn }),
  };
}

/** Rules see a stack in the order of its URNs; whoever reads of it, in the order in which it was told. */
function inOrderOf(
  resources: readonly (DeploymentResource | null | undefined)[],
): (outcomes: readonly Outcome[]) => readonly Outcome[] {
  const positions = new Map(resources.map((told, index) => [told?.urn, index]));
  const position = ({ resource }: Outcome): number => positions.get(resource.urn) ?? 0;
  return (outcomes) => [...outcomes].sort((a, b) => position(a) - position(b));
}

/**
 * The name of a finding: the same from run to run and from commit to commit while the rule, the resource and the
 * property stay, whatever the message says of the value.
 * @param nth counts findings of one rule on one property
 */
export function findingId(rule: string, urn: string, property: string | undefined, nth = 0): string {
  const parts = [urn, property ?? "", ...(nth > 0 ? [String(nth)] : [])];
  return `${rule}-${createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 10)}`;
}

/** Where a place of a stack is declared: by `locate`, else by the resource's position or its nearest parent's. */
function placer(stack: Stack, locate: Locate | undefined): (place: FindingPlace) => string | undefined {
  const known = new Map(stack.resources.map((resource) => [resource.urn, resource]));
  const declared = (urn: string): string | undefined => {
    const seen = new Set<string>();
    let resource: Resource | undefined = known.get(urn);
    while (resource && !seen.has(resource.urn)) {
      seen.add(resource.urn);
      const source = sourceOf(resource.sourcePosition);
      if (source !== undefined) return source;
      resource = resource.parent === undefined ? undefined : known.get(resource.parent);
    }
    return undefined;
  };
  return (place) => locate?.(place) ?? declared(place.urn);
}

function findingsOf(
  rule: Rule,
  level: Exclude<Level, "disabled">,
  { resource, remarks }: Outcome,
  exemptions: Exemptions,
  place: (place: FindingPlace) => string | undefined,
): readonly Finding[] {
  const nths = new Map<string, number>();
  return remarks.map((remark) => {
    const exemption = remark.verdict === "violation" ? exemptions.find(rule.id, resource.urn) : undefined;
    const property = remark.property === "" ? undefined : remark.property;
    const nth = nths.get(remark.property) ?? 0;
    nths.set(remark.property, nth + 1);
    const source = place({ urn: resource.urn, ...(property === undefined ? {} : { property }) });
    return {
      id: findingId(rule.id, resource.urn, property, nth),
      rule: rule.id,
      title: rule.title,
      severity: rule.severity,
      level,
      verdict: exemption ? "exempt" : remark.verdict,
      urn: resource.urn,
      ...(property === undefined ? {} : { property }),
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
