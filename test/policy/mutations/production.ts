import { toDeployment } from "../../../local/graph";
import { runGuard, type DeploymentResource } from "../../../policy/guard";
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

/** The whole guard, with the settings of the production stage. */
export const judge = (resources: Resources) =>
  runGuard({ resources, stack: "prod", project: "gatehouse", today: "2026-01-15" });
