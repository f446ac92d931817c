import type { Resource } from "../model/resource";
import type { Joined, Stack } from "../model/stack";
import { any, type Truth } from "../model/truth";
import type { Value } from "../model/value";
import { METHOD_SETTINGS, REST_API, type RestMethod } from "./rest-method";

/** The API that a stage, a deployment or a method belongs to. */
export const apiOf = (resource: Resource, stack: Stack): Joined =>
  stack.targets(resource, "restApi", REST_API);

/**
 * Method settings of a stage. They name it by API and stage name; a dependency on the stage decides when there is one,
 * else the same API and the same known name.
 */
export function settingsOf(stage: Resource, stack: Stack): Joined {
  const resources: Resource[] = [];
  let complete = true;
  const api = apiOf(stage, stack).resources[0];
  for (const settings of stack.ofType(METHOD_SETTINGS)) {
    if (settings.dependenciesOf("stageName").includes(stage.urn)) {
      resources.push(settings);
      continue;
    }
    // It follows another stage of the stack.
    if (stack.targets(settings, "stageName", stage.type).resources.length > 0) continue;
    const sameApi = sameValue(
      settings.get("restApi"),
      stage.get("restApi"),
      apiOf(settings, stack).resources[0] === api && api !== undefined,
    );
    const sameName = sameValue(settings.get("stageName"), stage.get("stageName"), false);
    if (sameApi === true && sameName === true) resources.push(settings);
    else if (sameApi !== false && sameName !== false) complete = false;
  }
  return { resources, complete };
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
