import { EVENT_SOURCE_MAPPING, FUNCTION, functionOf, timeoutOf } from "../../aws/function";
import { QUEUE } from "../../aws/queue";
import { ref, stackOf, wrong } from "../../model/fixture";
import { integer, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";

/** What SQS takes where nothing is said, in seconds. */
const DEFAULT_VISIBILITY = 30;

export default defineRule({
  id: "lambda-sqs-visibility",
  title: "A message stays hidden long enough for the function that reads it",
  severity: "medium",
  scope: "stack",
  types: [EVENT_SOURCE_MAPPING],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"],
  options: optionsOf({ factor: integer("Visibility timeout, in timeouts of the function.", 6, 1, 100) }),
  fix: "set visibilityTimeoutSeconds of the queue to at least six times the function's timeout",
  check({ resource, stack, options, expect, notApplicable }) {
    const [queue] = stack.targets(resource, "eventSourceArn", QUEUE).resources;
    const [reader] = functionOf(resource, "functionName", stack).resources;
    if (queue === undefined || reader === undefined) return notApplicable();
    const visibility = queue.get("visibilityTimeoutSeconds");
    const hidden = visibility.state === "absent" ? DEFAULT_VISIBILITY : visibility.number;
    const timeout = timeoutOf(reader);
    const needed = timeout === "unknown" ? undefined : timeout * options.factor;
    expect(
      hidden === undefined || needed === undefined ? "unknown" : hidden >= needed,
      "eventSourceArn",
      `${queue.name} hides a message ${hidden ?? "?"} seconds, not ${needed ?? "?"}: it is read again while it is worked on`,
    );
  },
  compliant: stackOf(
    { type: QUEUE, name: "queue", props: { visibilityTimeoutSeconds: 60 } },
    { type: FUNCTION, name: "reader", props: { timeout: 10 } },
    {
      type: EVENT_SOURCE_MAPPING,
      name: "subject",
      props: { eventSourceArn: ref("queue"), functionName: ref("reader") },
    },
  ),
  violations: {
    "too short": wrong("visibilityTimeoutSeconds", 30, "eventSourceArn", "queue"),
    "a slower function": wrong("timeout", 11, "eventSourceArn", "reader"),
  },
});
