import type { Resource } from "../model/resource";
import type { Joined, Stack } from "../model/stack";
import type { Value } from "../model/value";
import { STAGE } from "./rest-method";

export const API_KEY = "aws:apigateway/apiKey:ApiKey";
export const USAGE_PLAN = "aws:apigateway/usagePlan:UsagePlan";

/** The stage that an entry of a plan's `apiStages` names by API and stage name. */
export function stageOfEntry(plan: Resource, entry: Value, stack: Stack): Joined {
  const [api, name] = [entry.get("apiId"), entry.get("stage")];
  const stages = stack.ofType(STAGE);
  if (api.text !== undefined && name.text !== undefined) {
    const named = stages.filter(
      (stage) => stage.get("restApi").text === api.text && stage.get("stageName").text === name.text,
    );
    const hidden = stages.some((stage) => stage.get("restApi").unknown || stage.get("stageName").unknown);
    return { resources: named, complete: named.length > 0 || !hidden };
  }
  // Which entry follows which stage, the dependencies do not tell; with one of each there is no doubt.
  const followed = stages.filter(({ urn }) => plan.dependenciesOf("apiStages").includes(urn));
  const single = followed.length === 1 && plan.get("apiStages").items.length === 1;
  return { resources: single ? followed : [], complete: single };
}
