import { keyed } from "../model/keyed";
import { ANY_KEY } from "../model/keys";
import type { Resource } from "../model/resource";
import type { Joined, Stack } from "../model/stack";
import type { Value } from "../model/value";
import { STAGE } from "./rest-method";

export const API_KEY = "aws:apigateway/apiKey:ApiKey";
export const USAGE_PLAN = "aws:apigateway/usagePlan:UsagePlan";

/** The stage that an entry of a plan's `apiStages` names by API and stage name. */
export function stageOfEntry(plan: Resource, entry: Value, stack: Stack): Joined {
  const [api, name] = [entry.get("apiId"), entry.get("stage")];
  if (api.text !== undefined && name.text !== undefined) {
    const stages = stagesByName(stack);
    const named = stages.of(`${api.text} ${name.text}`);
    return { resources: named, complete: named.length > 0 || stages.others === false };
  }
  // Which entry follows which stage, the dependencies do not tell; with one of each there is no doubt.
  const followed = [...new Set(plan.dependenciesOf("apiStages"))]
    .flatMap((urn) => stack.byUrn(urn) ?? [])
    .filter(({ type }) => type === STAGE);
  const single = followed.length === 1 && plan.get("apiStages").items.length === 1;
  return { resources: single ? followed : [], complete: single };
}

/** REST stages by the id of their API and their name. */
const stagesByName = keyed([STAGE], (stage) => {
  const [api, name] = [stage.get("restApi"), stage.get("stageName")];
  if (api.unknown || name.unknown) return [ANY_KEY];
  return api.text === undefined || name.text === undefined ? [] : [`${api.text} ${name.text}`];
});
