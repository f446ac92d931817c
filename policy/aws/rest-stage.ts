import { keyed } from "../model/keyed";
import type { Resource } from "../model/resource";
import type { Joined, Stack } from "../model/stack";
import { all, any, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { METHOD_SETTINGS, REST_API, STAGE, type RestMethod } from "./rest-method";

/** The API that a stage, a deployment or a method belongs to. */
export const apiOf = (resource: Resource, stack: Stack): Joined =>
  stack.targets(resource, "restApi", REST_API);

/**
 * Method settings of a stage. They name it by API and stage name; a dependency on the stage decides when there is one,
 * else the same API and the same known name.
 */
export function settingsOf(stage: Resource, stack: Stack): Joined {
  const settings = settingsByStage(stack);
  const { apis, names } = namesOf(stage, stack);
  const likely = settings.of(stage.urn, ...pairs(apis, names));
  const resources = likely.filter((one) => settingsAreOf(one, stage, stack) === true);
  const unsure = pairs(
    stage.get("restApi").unknown ? [SOME] : [...apis, UNKNOWN],
    stage.get("stageName").unknown ? [SOME] : [...names, UNKNOWN],
  );
  const maybe = (key: string): boolean =>
    settings.of(key).some((one) => settingsAreOf(one, stage, stack) === "unknown");
  return { resources, complete: !unsure.some(maybe) };
}

/** Stand for any API or name, and for one that is not known yet. */
const [SOME, UNKNOWN] = ["*", "?"];

const pairs = (apis: readonly string[], names: readonly string[]): readonly string[] =>
  apis.flatMap((api) => names.map((name) => `${api} ${name}`));

/** What an API is known by, its URN and its id, and what a stage is. */
function namesOf(resource: Resource, stack: Stack): { readonly apis: string[]; readonly names: string[] } {
  const apis = [apiOf(resource, stack).resources[0]?.urn, resource.get("restApi").text];
  return {
    apis: apis.flatMap((api) => api ?? []),
    names: [resource.get("stageName").text].flatMap((name) => name ?? []),
  };
}

/** Settings by the stage that they follow; else by API and stage name. */
const settingsByStage = keyed([METHOD_SETTINGS], (settings, stack) => {
  if (stack.targets(settings, "stageName", STAGE).resources.length > 0)
    return settings.dependenciesOf("stageName");
  const { apis, names } = namesOf(settings, stack);
  return pairs(
    [SOME, ...apis, ...(settings.get("restApi").unknown ? [UNKNOWN] : [])],
    [SOME, ...names, ...(settings.get("stageName").unknown ? [UNKNOWN] : [])],
  );
});

function settingsAreOf(settings: Resource, stage: Resource, stack: Stack): Truth {
  if (settings.dependenciesOf("stageName").includes(stage.urn)) return true;
  const api = apiOf(stage, stack).resources[0];
  const joined = api !== undefined && apiOf(settings, stack).resources[0] === api;
  return all([
    sameValue(settings.get("restApi"), stage.get("restApi"), joined),
    sameValue(settings.get("stageName"), stage.get("stageName"), false),
  ]);
}

function sameValue(a: Value, b: Value, joined: boolean): Truth {
  if (joined) return true;
  if (a.unknown || b.unknown) return "unknown";
  return a.text !== undefined && a.text === b.text;
}

/** `/users/{id}` + GET → `users/{id}/GET`: a method path as settings name it. Slashes inside the path may be `~1`. */
export function settingsCover(settings: Resource, method: RestMethod): Truth {
  const path = settings.get("methodPath");
  if (path.unknown || method.path === undefined) return path.text === "*/*" ? true : "unknown";
  const own = `${method.path.replace(/^\//, "")}/${method.httpMethod}`;
  const named = (path.text ?? "").replaceAll("~1", "/").replace(/^\//, "");
  return named === "*/*" || named === own;
}

/** Whether an API's endpoint types hold one. `types` may be a string or a list, the configuration an object or a list. */
export function hasEndpointType(resource: Resource, type: "EDGE" | "REGIONAL" | "PRIVATE"): Truth {
  const configuration = resource.get("endpointConfiguration");
  if (configuration.unknown) return "unknown";
  const types = configuration.items.map((item) => item.get("types"));
  const listed = any(types.map((value) => value.some((item) => item.is(type))));
  // Without a configuration API Gateway makes an edge-optimized endpoint.
  const nothing = types.every(
    (value) => value.state === "absent" || (value.state === "known" && value.items.length === 0),
  );
  return nothing ? type === "EDGE" : listed;
}
