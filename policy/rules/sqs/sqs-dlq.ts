import { deadLetterQueues, QUEUE, REDRIVE_POLICY, redriveOf, redrivesOf } from "../../aws/queue";
import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { any, type Truth } from "../../model/truth";

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
    "it says by redriveAllowPolicy which queues may use it as one.",
  options: noOptions,
  fix: "set redrivePolicy with deadLetterTargetArn and maxReceiveCount",
  check({ resource, stack, expect, notApplicable }) {
    if (resource.get("redriveAllowPolicy").state === "known") return notApplicable();
    const sources = [...stack.ofType(QUEUE), ...stack.ofType(REDRIVE_POLICY)].map((holder) =>
      deadLetterQueues(holder, stack),
    );
    const used = sources.some(({ resources }) => resources.includes(resource));
    if (used || servesOthers(resource.urn, stack.resources)) return notApplicable();
    const { holders, complete } = redrivesOf(resource, stack);
    const redriven = holders.map((holder): Truth => {
      const policy = redriveOf(holder.get("redrivePolicy"));
      return policy.unknown ? "unknown" : policy.get("deadLetterTargetArn").present;
    });
    const hidden = !complete || sources.some((source) => !source.complete);
    expect(
      any([...redriven, hidden ? "unknown" : false]),
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
    "of another queue": wrong("queueUrl", "elsewhere", "redrivePolicy", "redrive"),
  },
});

/** Properties by which functions and subscriptions name the queue that takes what they could not deliver. */
const DEAD_LETTER_PROPERTIES = ["deadLetterConfig", "redrivePolicy", "destinationConfig"];

const servesOthers = (
  urn: string,
  resources: readonly { dependenciesOf(property: string): readonly string[] }[],
): boolean =>
  resources.some((other) =>
    DEAD_LETTER_PROPERTIES.some((property) => other.dependenciesOf(property).includes(urn)),
  );
