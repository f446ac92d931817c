import type { Resource } from "../model/resource";
import type { Joined, Stack } from "../model/stack";

export const FUNCTION = "aws:lambda/function:Function";
export const FUNCTION_EVENT_INVOKE_CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
export const EVENT_SOURCE_MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl";
export const ALIAS = "aws:lambda/alias:Alias";

/** The function that a property names: itself, or by way of one of its aliases. */
export function functionOf(resource: Resource, property: string, stack: Stack): Joined {
  const direct = stack.targets(resource, property, FUNCTION);
  if (direct.resources.length > 0) return direct;
  const aliases = stack.targets(resource, property, ALIAS);
  const resources = aliases.resources.flatMap(
    (alias) => stack.targets(alias, "functionName", FUNCTION).resources,
  );
  return { resources, complete: aliases.complete && direct.complete };
}

/** Seconds that a function may run; Lambda takes 3 where nothing is said. */
export function timeoutOf(resource: Resource): number | "unknown" {
  const timeout = resource.get("timeout");
  return timeout.state === "absent" ? 3 : (timeout.number ?? "unknown");
}
