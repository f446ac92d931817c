import type { Policies, PolicyConfigSchema, PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { z } from "zod";
import { readStageConfig } from "../config/files";
import { settle, type Settings, withOptions } from "../config/settings";
import { Exemptions, type Exemption } from "../exemptions/exemptions";
import { evaluate, judge, type Remark } from "../model/evaluate";
import { Resource, type ResourceFacts } from "../model/resource";
import { FRAMEWORKS, type Rule } from "../model/rule";
import { Stack } from "../model/stack";
import type { JsonObject } from "../model/wire";

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

/**
 * The bare values behind the engine's proxy, unknowns as their sentinels. Reading a property of the proxy throws when
 * it is unknown, which would end the whole policy; a property's descriptor gives the value as it is.
 */
function bare(props: unknown): JsonObject {
  if (typeof props !== "object" || props === null) return {};
  return Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(props)).map(([key, { value }]) => [
      key,
      value as unknown,
    ]),
  );
}

type Seen = Pick<ResourceValidationArgs, "urn" | "type" | "props" | "opts" | "provider"> &
  Partial<Pick<PolicyResource, "parent" | "dependencies" | "propertyDependencies">>;

/** What the engine tells of a resource. Unwrapped when it is read: it tells every rule of every resource anew. */
class Facts implements ResourceFacts {
  readonly urn: string;
  readonly type: string;
  readonly parent: string | undefined;
  readonly protect: boolean | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];

  constructor(private readonly args: Seen) {
    this.urn = args.urn;
    this.type = args.type;
    this.parent = args.parent?.urn;
    this.protect = args.opts.protect;
    this.deleteBeforeReplace = args.opts.deleteBeforeReplace;
    this.ignoreChanges = args.opts.ignoreChanges;
    this.additionalSecretOutputs = args.opts.additionalSecretOutputs;
  }

  get props(): JsonObject {
    return bare(this.args.props);
  }

  get provider(): JsonObject | undefined {
    return this.args.provider && bare(this.args.provider.props);
  }

  get dependencies(): readonly string[] {
    return (this.args.dependencies ?? []).map(({ urn }) => urn);
  }

  get propertyDependencies(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(
      Object.entries(this.args.propertyDependencies ?? {}).map(([key, resources]) => [
        key,
        resources.map(({ urn }) => urn),
      ]),
    );
  }
}

interface Place {
  readonly stack: string;
  readonly project: string;
}

/** `urn:pulumi:<stack>::<project>::…` */
function placeOf(urn: string): Place {
  const [head, project] = urn.split("::");
  return { stack: head?.slice("urn:pulumi:".length) ?? "", project: project ?? "" };
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
  const policies = input.rules.map((rule) => policyOf(rule, settings, input));
  return [...policies, exemptionPolicy(input)];
}

function policyOf(rule: Rule, settings: Settings, input: CrossGuardInput): Policies[number] {
  const setting = settings.get(rule.id);
  const waivers = (place: Place): Exemptions => new Exemptions(input.exemptions, input.today, place);
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
  if (rule.scope === "resource")
    return {
      ...common,
      validateResource: (args, report) => {
        if (!rule.types.includes(args.type)) return;
        const place = placeOf(args.urn);
        const resource = new Resource(new Facts(args));
        const { remarks } = judge(
          rule,
          resource,
          new Stack([resource], place.project, place.stack),
          options(args.getConfig()),
          input.today,
        );
        if (waivers(place).find(rule.id, args.urn)) return;
        // What cannot be told yet is no violation; it is judged again when the value is known.
        for (const remark of remarks) if (remark.verdict === "violation") report(message(rule, remark));
      },
    };
  return {
    ...common,
    validateStack: (args, report) => {
      if (!args.resources.some(({ type }) => rule.types.includes(type))) return;
      const place = placeOf(args.resources[0]?.urn ?? "");
      const view = new Stack(
        args.resources.map((resource) => new Resource(new Facts(resource))),
        place.project,
        place.stack,
      );
      const exemptions = waivers(place);
      for (const { resource, remarks } of evaluate(rule, view, options(args.getConfig()), input.today)) {
        if (exemptions.find(rule.id, resource.urn)) continue;
        for (const remark of remarks)
          if (remark.verdict === "violation") report(message(rule, remark), resource.urn);
      }
    },
  };
}

/** Faults of the exemptions file that need no findings; whether an entry is used, only a whole run can tell. */
function exemptionPolicy(input: CrossGuardInput): Policies[number] {
  return {
    name: "exemption-in-force",
    description: "Each exemption is needed, bounded and in date",
    severity: "high",
    enforcementLevel: "mandatory",
    validateStack: (args, report) => {
      const place = placeOf(args.resources[0]?.urn ?? "");
      const unsure = new Set(input.exemptions.map(({ rule }) => rule));
      for (const fault of new Exemptions(input.exemptions, input.today, place).faults(unsure))
        report(`exemptions[${fault.index}] (${fault.exemption.rule}): ${fault.message}`);
    },
  };
}
