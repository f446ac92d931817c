import { readPolicy, type PolicyDocument } from "../documents/policy-document";
import { keyed } from "../model/keyed";
import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import { Value } from "../model/value";
import { isObject } from "../model/wire";

export const QUEUE = "aws:sqs/queue:Queue";
export const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
export const REDRIVE_ALLOW_POLICY = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy";
export const REDRIVE_POLICY = "aws:sqs/redrivePolicy:RedrivePolicy";

/** The policies of a queue: its own `policy` and QueuePolicy resources; and whether there may be more. */
export function queuePolicies(
  queue: Resource,
  stack: Stack,
): { readonly documents: readonly PolicyDocument[]; readonly complete: boolean } {
  const separate = stack.referrers(queue, QUEUE_POLICY, "queueUrl");
  const documents = [queue, ...separate.resources].map((item) => readPolicy(item.get("policy")));
  return { documents, complete: separate.complete && documents.every(({ state }) => state !== "unknown") };
}

/** A redrive policy, parsed. Its `maxReceiveCount` and `deadLetterTargetArn` read like any other value. */
export function redriveOf(value: Value): Value {
  const text = value.text;
  if (text === undefined) return value;
  try {
    const parsed = JSON.parse(text) as unknown;
    return new Value(isObject(parsed) ? parsed : undefined, value.path);
  } catch {
    return new Value(undefined, value.path);
  }
}

/** Where a queue sends what it cannot deliver: its own redrivePolicy, or a RedrivePolicy resource. */
export function redrivesOf(
  queue: Resource,
  stack: Stack,
): { readonly holders: readonly Resource[]; readonly complete: boolean } {
  const separate = stack.referrers(queue, REDRIVE_POLICY, "queueUrl");
  const own = queue.get("redrivePolicy").state === "absent" ? [] : [queue];
  return { holders: [...own, ...separate.resources], complete: separate.complete };
}

/** Queues that a holder of a redrive policy names as dead-letter queue. The ARN stands inside the JSON text. */
export function deadLetterQueues(
  holder: Resource,
  stack: Stack,
): { readonly resources: readonly Resource[]; readonly complete: boolean } {
  const value = holder.get("redrivePolicy");
  const joined = stack.targets(holder, "redrivePolicy", QUEUE).resources;
  if (joined.length > 0) return { resources: joined, complete: true };
  const arn = redriveOf(value).get("deadLetterTargetArn");
  if (arn.unknown) return { resources: [], complete: false };
  return { resources: queuesByArn(stack).of(arn.text), complete: true };
}

const queuesByArn = keyed([QUEUE], (queue) => [queue.outputs.get("arn").text]);
