import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import type { Truth } from "../model/truth";
import { FUNCTION } from "./function";
import { QUEUE } from "./queue";

/** What Lambda gives failed events to. Source: Lambda developer guide, "Capturing records of Lambda asynchronous invocations". */
const DESTINATIONS = [
  QUEUE,
  FUNCTION,
  "aws:sns/topic:Topic",
  "aws:cloudwatch/eventBus:EventBus",
  "aws:s3/bucket:Bucket",
];

/**
 * Whether an input says where failed events go, which at preview it does once it is computed from such a place.
 * @param property the input
 * @param keys what stands below it
 */
export function keepsFailed(
  resource: Resource,
  stack: Stack,
  property: string,
  ...keys: readonly string[]
): Truth {
  const value = resource.get(property, ...keys);
  return stack.computedFrom(value, resource, property, ...DESTINATIONS) || value.present;
}
