import { deadLetterQueues, QUEUE, REDRIVE_POLICY } from "../../aws/queue";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";

/** What AWS keeps where nothing is said: 4 days. */
const DEFAULT_SECONDS = 345_600;

const retentionOf = (queue: Resource): number | undefined => {
  const value = queue.get("messageRetentionSeconds");
  return value.state === "absent" ? DEFAULT_SECONDS : value.number;
};

export default defineRule({
  id: "sqs-dlq-retention",
  title: "A dead-letter queue keeps messages at least as long as the queue that feeds it",
  severity: "low",
  scope: "stack",
  types: [QUEUE, REDRIVE_POLICY],
  frameworks: { "nist-800-53-r5": ["AU-11", "SI-11"], soc2: ["A1.2", "CC7.4"], "iso-27001": ["A.8.15"] },
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  ],
  options: noOptions,
  fix: "raise messageRetentionSeconds of the dead-letter queue; 14 days is the most",
  check({ resource, stack, expect, notApplicable }) {
    const [source] =
      resource.type === QUEUE ? [resource] : stack.targets(resource, "queueUrl", QUEUE).resources;
    const targets = deadLetterQueues(resource, stack).resources.filter((queue) => queue !== source);
    if (source === undefined || targets.length === 0) return notApplicable();
    for (const target of targets) {
      const [kept, needed] = [retentionOf(target), retentionOf(source)];
      const enough: Truth = kept === undefined || needed === undefined ? "unknown" : kept >= needed;
      // The age of a message of a standard queue counts from when it was first sent.
      expect(
        enough,
        "redrivePolicy",
        `${target.name} keeps messages ${kept ?? "?"} seconds, ${source.name} ${needed ?? "?"}: old ones vanish on arrival`,
      );
    }
  },
  compliant: stackOf(
    {
      type: QUEUE,
      name: "subject",
      props: { redrivePolicy: { deadLetterTargetArn: ref("dead"), maxReceiveCount: 5 } },
    },
    { type: QUEUE, name: "dead", props: { messageRetentionSeconds: 1_209_600 } },
  ),
  violations: {
    shorter: wrong("messageRetentionSeconds", 86_400, "redrivePolicy", "dead"),
    "shorter than the source's": wrong("messageRetentionSeconds", 1_209_601, "redrivePolicy"),
  },
});
