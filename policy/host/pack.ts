import { withOptions } from "../config/settings";
import { loadExemptions } from "../exemptions/file";
import type { Rule } from "../model/rule";
import { rules as allRules } from "../rules/index";
import { eachType, typesPresent, type TypesOf } from "./askApplicable";
import { checkConfiguration } from "./checkConfiguration";
import { crossGuardPolicies } from "./crossguard";
import { loadPolicySdk } from "./sdk";
import { changeServing } from "./serving";
import { unpackOnce } from "./unpackOnce";

/** A pack to start. */
export interface PackInput {
  /** The name that the engine shows. */
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Folder with a `<stack>.json` for each stack. @default - the guard's own; the package has none of them */
  readonly configDir?: string;
  /** Contents of an exemptions file. @default - the guard's own; the package has none */
  readonly exemptions?: unknown;
}

/**
 * Starts a policy pack: the one place that makes one, since its constructor starts a server, and a process may have one
 * only. The engine names the stack it works on in the environment of the pack's process.
 */
export function startPack({ name, rules, configDir, exemptions }: PackInput): void {
  // Settings and exemptions may name the guard's other rules too: its parts share them.
  const known = [...new Set([...allRules, ...rules])];
  const { PolicyPack } = loadPolicySdk();
  unpackOnce();
  const byId = new Map(known.map((rule) => [rule.id, rule]));
  changeServing(({ policies, analyze, analyzeStack, configure }) => {
    const typesOf: TypesOf = (policy) => byId.get(policy)?.types;
    // `all` is the engine's own word for every policy.
    const names = [...byId.keys(), ...policies.map((policy) => policy.name), "all"];
    return {
      analyze: eachType(analyze, policies, typesOf),
      analyzeStack: typesPresent(analyzeStack, policies, typesOf),
      configure: checkConfiguration(configure, [...new Set(names)], (name, options) => {
        const rule = byId.get(name);
        if (rule) withOptions(rule, undefined, options);
      }),
    };
  });
  new PolicyPack(name, {
    policies: crossGuardPolicies({
      rules,
      known,
      exemptions: loadExemptions(exemptions, known),
      today: new Date().toISOString().slice(0, 10),
      stage: process.env.PULUMI_NODEJS_STACK ?? "prod",
      ...(configDir !== undefined && { configDir }),
    }),
  });
}
