import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import type { Truth } from "../model/truth";

/** Resources of KMS that a customer makes. */
const OWN_KEYS = [
  "aws:kms/key:Key",
  "aws:kms/alias:Alias",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/externalKey:ExternalKey",
];

/** AWS's keys are known by the aliases that AWS gives them; an id or ARN of a key does not tell whose it is. */
const isOwnKey = (text: string): boolean => text !== "" && !/(^|:)alias\/aws\//.test(text);

/** Whether a property names some key, which at preview it does once it is computed from one. */
export const hasKey = (resource: Resource, property: string, stack: Stack): Truth =>
  named(resource, property, stack, (text) => text !== "");

/** Whether a property names a key of one's own: neither none nor AWS's, whose policy nobody can change. */
export const hasOwnKey = (resource: Resource, property: string, stack: Stack): Truth =>
  named(resource, property, stack, isOwnKey);

function named(
  resource: Resource,
  property: string,
  stack: Stack,
  isRight: (text: string) => boolean,
): Truth {
  const key = resource.get(property);
  return stack.computedFrom(key, resource, property, ...OWN_KEYS) || key.matches(isRight);
}
