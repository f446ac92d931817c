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
 * What the guard says of a changed graph, as far as it can be new: rules that look at one resource alone say of the
 * others what they said before.
 */
export function judgeChanged(before: Resources, after: Resources): readonly Finding[] {
  const known = new Set(before);
  const own = after.filter((one) => !known.has(one) || one.type.startsWith("pulumi:providers:"));
  const run = (resources: Resources, scope: "resource" | "stack"): readonly Finding[] => {
    const some = rules.filter((rule) => rule.scope === scope);
    return runGuard({ resources, rules: some, ...settings, config: configOf(some), exemptions: NONE })
      .findings;
  };
  return [...run(own, "resource"), ...run(after, "stack")];
}

/** The settings of the production stage, of these rules only: others would be called mistakes. */
function configOf(some: readonly Rule[]): unknown {
  const { config } = readStageConfig("prod");
  if (!isObject(config) || !isObject(config.rules)) return {};
  const kept = Object.entries(config.rules).filter(([id]) => some.some((rule) => rule.id === id));
  return { ...config, rules: Object.fromEntries(kept) };
}

/** Which exemptions are used, a part of the rules cannot tell. */
const NONE = { exemptions: [] };
