import { toDeployment } from "../../../local/graph";
import { readStageConfig } from "../../../policy/config/files";
import { runGuard, type DeploymentResource, type Finding } from "../../../policy/guard";
import type { Rule } from "../../../policy/model/rule";
import { isObject } from "../../../policy/model/wire";
import { rules } from "../../../policy/rules/index";
import { evaluateStage } from "../../infra/evaluateStage";
import type { Resources } from "./mutation";

let evaluated: Promise<Resources> | undefined;

/** The resources of the production stage, evaluated once. */
export function productionStage(): Promise<Resources> {
  evaluated ??= evaluateStage("prod").then(
    (graph) =>
      toDeployment(graph, new Date(0)).deployment.resources as unknown as readonly DeploymentResource[],
  );
  return evaluated;
}

const settings = { stack: "prod", project: "gatehouse", today: "2026-01-15" };

/** The whole guard, with the settings of the production stage. */
export const judge = (resources: Resources) => runGuard({ resources, ...settings });

/**
 * What is wrong with a changed graph, as far as it can be new: rules that look at one resource alone say of the others
 * what they said before. Exemptions waive nothing here, so that a mistake is seen wherever it is made.
 */
export function faultsOfChange(before: Resources, after: Resources): readonly Finding[] {
  const known = new Set(before);
  const own = after.filter((one) => !known.has(one) || one.type.startsWith("pulumi:providers:"));
  return [...faults(own, alone), ...faults(after, together)];
}

/** Everything that is wrong with a graph, with no exemptions. */
export const faultsOf = (resources: Resources): readonly Finding[] => faultsOfChange([], resources);

function faults(resources: Resources, { some, config }: Share): readonly Finding[] {
  const { findings } = runGuard({ resources, rules: some, config, ...settings, exemptions: NONE });
  return findings.filter(({ verdict }) => verdict === "violation");
}

/** The settings of the production stage, of these rules only: others would be called mistakes. */
function configOf(some: readonly Rule[]): unknown {
  const { config } = readStageConfig("prod");
  if (!isObject(config) || !isObject(config.rules)) return {};
  const kept = Object.entries(config.rules).filter(([id]) => some.some((rule) => rule.id === id));
  return { ...config, rules: Object.fromEntries(kept) };
}

const NONE = { exemptions: [] };

/** A part of the rules, with their settings. */
interface Share {
  readonly some: readonly Rule[];
  readonly config: unknown;
}

const share = (scope: Rule["scope"]): Share => {
  const some = rules.filter((rule) => rule.scope === scope);
  return { some, config: configOf(some) };
};
const alone = share("resource");
const together = share("stack");
