import { QUEUE } from "../../aws/queue";
import { only, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Truth } from "../../model/truth";

const DAY = 86_400;

export default defineRule({
  id: "sqs-retention",
  title: "A queue states how long it keeps messages, and it is long enough to repair what reads them",
  severity: "low",
  scope: "resource",
  types: [QUEUE],
  frameworks: { "pci-dss-4": ["3.2.1"] },
  links: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html",
  ],
  options: optionsOf({
    minimumSeconds: integer("Least time to keep a message.", DAY, 60, 14 * DAY),
    maximumSeconds: integer("Longest time to keep a message.", 14 * DAY, 60, 14 * DAY),
  }),
  fix: "set messageRetentionSeconds within the bounds",
  check({ resource, options, expect }) {
    const retention = resource.get("messageRetentionSeconds");
    const seconds = retention.number;
    const within: Truth = retention.unknown
      ? "unknown"
      : seconds !== undefined && seconds >= options.minimumSeconds && seconds <= options.maximumSeconds;
    expect(
      within,
      retention,
      seconds === undefined
        ? "AWS's 4 days are taken without having been chosen"
        : `messages are kept ${seconds} seconds, not ${options.minimumSeconds} to ${options.maximumSeconds}`,
    );
  },
  compliant: only(QUEUE, { messageRetentionSeconds: 4 * DAY }),
  violations: {
    "not stated": wrong("messageRetentionSeconds", undefined, "messageRetentionSeconds"),
    "too short": wrong("messageRetentionSeconds", 600),
  },
});
