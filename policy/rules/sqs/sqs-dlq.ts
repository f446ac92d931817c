import {
  deadLetterQueues,
  QUEUE,
  REDRIVE_ALLOW_POLICY,
  REDRIVE_POLICY,
  redriveOf,
  redrivesOf,
} from "../../aws/queue";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { ANY_KEY } from "../../model/keys";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { any, type Truth } from "../../model/truth";

/** Queues and redrive policies by the dead-letter queues that they name. */
const sourcesByTarget = keyed([QUEUE, REDRIVE_POLICY], (holder, stack) => {
  const { resources, complete } = deadLetterQueues(holder, stack);
  return [...resources.map(({ urn }) => urn), ...(complete ? [] : [ANY_KEY])];
});

/** Whether a queue says by name which queues may use it as their dead-letter queue, by itself or by a resource beside it. */
function takesFromNamed(queue: Resource, stack: Stack): Truth {
  const separate = stack.referrers(queue, REDRIVE_ALLOW_POLICY, "queueUrl");
  const stated = [queue, ...separate.resources].map((holder): Truth => {
    const permission = redriveOf(holder.get("redriveAllowPolicy")).get("redrivePermission");
    // The ARNs of the queues that are named make the whole text unknown.
    return stack.computedFrom(permission, holder, "redriveAllowPolicy", QUEUE) || permission.is("byQueue");
  });
  return any([...stated, separate.complete ? false : "unknown"]);
}

/** Properties by which functions and subscriptions name the queue that takes what they could not deliver. */
const DEAD_LETTER_PROPERTIES = ["deadLetterConfig", "redrivePolicy", "destinationConfig"];

/** All resources by what these properties were computed from. */
const usersByTarget = keyed("every", (other) =>
  DEAD_LETTER_PROPERTIES.flatMap((property) => other.dependenciesOf(property)),
);

export default defineRule({
  id: "sqs-dlq",
  title: "A queue keeps messages that cannot be processed in a dead-letter queue",
  severity: "medium",
  scope: "stack",
  types: [QUEUE],
  frameworks: { "nist-800-53-r5": ["AU-5"] },
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  ],
  choice:
    "A queue is a dead-letter queue when another's redrive policy, a subscription's or a function's points at it, or when " +
    "it says by redriveAllowPolicy which queues may use it as one (byQueue). allowAll is what AWS takes for every queue, and " +
    "denyAll says that it is none.",
  options: noOptions,
  fix: "set redrivePolicy with deadLetterTargetArn and maxReceiveCount",
  check({ resource, stack, expect, notApplicable }) {
    const allowed = takesFromNamed(resource, stack);
    if (allowed === true) return notApplicable();
    const sources = sourcesByTarget(stack);
    const used = sources.of(resource.urn).length > 0 || usersByTarget(stack).of(resource.urn).length > 0;
    if (used) return notApplicable();
    const { holders, complete } = redrivesOf(resource, stack);
    const redriven = holders.map((holder): Truth => {
      const target = redriveOf(holder.get("redrivePolicy")).get("deadLetterTargetArn");
      return stack.computedFrom(target, holder, "redrivePolicy", QUEUE) || target.present;
    });
    expect(
      any([...redriven, allowed, complete ? false : "unknown", sources.others]),
      "redrivePolicy",
      "a message that cannot be processed comes back until it expires, and is then lost",
    );
  },
  compliant: stackOf(
    { type: QUEUE, name: "subject", props: { name: "orders" } },
    {
      type: REDRIVE_POLICY,
      name: "redrive",
      props: {
        queueUrl: ref("subject", "url"),
        redrivePolicy: { deadLetterTargetArn: ref("dead"), maxReceiveCount: 5 },
      },
    },
    { type: QUEUE, name: "dead", props: { name: "orders-dead" } },
  ),
  violations: {
    "no redrive policy": missing("redrive", "redrivePolicy"),
    "no redrive policy, and none of its own messages elsewhere": {
      change: (fixture) =>
        wrong("redriveAllowPolicy", '{"redrivePermission":"denyAll"}', "").change(
          missing("redrive", "").change(fixture),
        ),
      property: "redrivePolicy",
    },
    "of another queue": wrong("queueUrl", "elsewhere", "redrivePolicy", "redrive"),
  },
});
