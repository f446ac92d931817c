import { QUEUE, REDRIVE_POLICY, redriveOf } from "../../aws/queue";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";

const redrive = (maxReceiveCount: number) =>
  JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-central-1:000000000000:dead", maxReceiveCount });

export default defineRule({
  id: "sqs-max-receive",
  title: "A message gets more than one chance before it is given up",
  severity: "low",
  scope: "resource",
  types: [QUEUE, REDRIVE_POLICY],
  frameworks: {
    "nist-800-53-r5": ["SI-11", "CP-10"],
    soc2: ["A1.2", "CC7.4"],
    "iso-27001": ["A.5.30", "A.8.32"],
  },
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  ],
  options: optionsOf({ above: integer("maxReceiveCount must be above this.", 1) }),
  fix: "raise maxReceiveCount; AWS advises 5 where a function reads the queue",
  check({ resource, options, expect, notApplicable }) {
    const value = resource.get("redrivePolicy");
    const policy = redriveOf(value);
    if (policy.state === "absent") return notApplicable();
    const count = policy.get("maxReceiveCount");
    const enough: Truth = count.unknown
      ? "unknown"
      : count.number !== undefined && count.number > options.above;
    expect(enough, value, `a message is given up after ${count.number ?? "no"} attempt`);
  },
  compliant: only(QUEUE, { redrivePolicy: redrive(5) }),
  violations: { "one attempt": wrong("redrivePolicy", redrive(1)) },
});
