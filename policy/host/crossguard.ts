import type { Policies, PolicyConfigSchema } from "@pulumi/policy";
import { z } from "zod";
import { readStageConfig } from "../config/files";
import { settle, type Settings, withOptions } from "../config/settings";
import { Exemptions, type Exemption } from "../exemptions/exemptions";
import { evaluate, type Remark } from "../model/evaluate";
import { FRAMEWORKS, type Rule } from "../model/rule";
import type { Stack } from "../model/stack";
import { viewShown } from "./engine";

/** What the policies need besides the rules. */
export interface CrossGuardInput {
  readonly rules: readonly Rule[];
  /** Rules that settings may name. @default - rules */
  readonly known?: readonly Rule[];
  readonly exemptions: readonly Exemption[];
  /** YYYY-MM-DD in UTC. */
  readonly today: string;
  /** The stack that the engine works on; its file gives the levels. */
  readonly stage: string;
  /** Folder of the stage files. @default - the guard's own */
  readonly configDir?: string;
}

interface Violation {
  readonly urn: string;
  readonly message: string;
}

function requirements(rule: Rule): string {
  const named = Object.entries(rule.frameworks).map(
    ([key, numbers]) => `${FRAMEWORKS[key as keyof typeof FRAMEWORKS]} ${numbers.join(", ")}`,
  );
  return named.length > 0 ? `\n  ${named.join(" · ")}` : "";
}

function message(rule: Rule, remark: Remark): string {
  const property = remark.property === "" ? "" : `${remark.property}: `;
  return `${property}${remark.message}\n  fix: ${rule.fix}${requirements(rule)}`;
}

/**
 * JSON Schema of a rule's options, as far as the engine's own check of `--policy-pack-config` understands it. Without
 * defaults: the engine would fill them in, and they would stand above what the stage's file says.
 */
function configSchema(rule: Rule): { configSchema?: PolicyConfigSchema } {
  const { properties } = z.toJSONSchema(rule.options, { io: "input" });
  const entries = Object.entries(properties ?? {}).map(([key, schema]) => [
    key,
    Object.fromEntries(Object.entries(schema).filter(([name]) => name !== "default")),
  ]);
  return entries.length === 0
    ? {}
    : { configSchema: { properties: Object.fromEntries(entries) as PolicyConfigSchema["properties"] } };
}

/** The rules as CrossGuard policies, one each, under the rule's id. */
export function crossGuardPolicies(input: CrossGuardInput): Policies {
  const { file, config } = readStageConfig(input.stage, input.configDir);
  const settings = settle(input.known ?? input.rules, config, file);
  const exemptionsIn = exemptionsByPlace(input);
  const policies = input.rules.map((rule) => policyOf(rule, settings, input, exemptionsIn));
  return [...policies, exemptionPolicy(input, exemptionsIn)];
}

function policyOf(
  rule: Rule,
  settings: Settings,
  input: CrossGuardInput,
  exemptionsIn: ExemptionsIn,
): Policies[number] {
  const setting = settings.get(rule.id);
  const options = (given: Readonly<Record<string, unknown>>): unknown => {
    const own = Object.entries(given).filter(([key]) => key !== "enforcementLevel");
    return own.length === 0 ? setting?.options : withOptions(rule, setting?.options, Object.fromEntries(own));
  };
  const common = {
    name: rule.id,
    description: rule.title,
    severity: rule.severity,
    enforcementLevel: setting?.level ?? ("advisory" as const),
    remediationSteps: rule.fix,
    url: rule.links[0],
    ...configSchema(rule),
  };
  // What cannot be told yet is no violation; it is judged again when the value is known.
  const violations = (stack: Stack, given: Readonly<Record<string, unknown>>): readonly Violation[] => {
    const exemptions = exemptionsIn(stack);
    return evaluate(rule, stack, options(given), input.today)
      .filter(({ resource }) => exemptions.find(rule.id, resource.urn) === undefined)
      .flatMap(({ resource, remarks }) =>
        remarks
          .filter(({ verdict }) => verdict === "violation")
          .map((remark) => ({ urn: resource.urn, message: message(rule, remark) })),
      );
  };
  if (rule.scope === "resource")
    return {
      ...common,
      validateResource: (args, report) => {
        if (!rule.types.includes(args.type)) return;
        for (const violation of violations(viewShown([args]), args.getConfig())) report(violation.message);
      },
    };
  return {
    ...common,
    validateStack: (args, report) => {
      if (!args.resources.some(({ type }) => rule.types.includes(type))) return;
      for (const violation of violations(viewShown(args.resources), args.getConfig()))
        report(violation.message, violation.urn);
    },
  };
}

/** Faults of the exemptions file that need no findings; whether an entry is used, only a whole run can tell. */
function exemptionPolicy({ exemptions }: CrossGuardInput, exemptionsIn: ExemptionsIn): Policies[number] {
  return {
    name: "exemption-in-force",
    description: "Each exemption is needed, bounded and in date",
    severity: "high",
    enforcementLevel: "mandatory",
    validateStack: (args, report) => {
      const unsure = new Set(exemptions.map(({ rule }) => rule));
      for (const fault of exemptionsIn(viewShown(args.resources)).faults(unsure))
        report(`exemptions[${fault.index}] (${fault.exemption.rule}): ${fault.message}`);
    },
  };
}

type ExemptionsIn = (stack: Stack) => Exemptions;

/** The exemptions as they hold for a program and its stage, made once for all rules and resources. */
function exemptionsByPlace({ exemptions, today }: CrossGuardInput): ExemptionsIn {
  const known = new Map<string, Exemptions>();
  return ({ project, name: stack }) => {
    const place = `${stack}::${project}`;
    let found = known.get(place);
    if (found === undefined)
      known.set(place, (found = new Exemptions(exemptions, today, { project, stack })));
    return found;
  };
}
