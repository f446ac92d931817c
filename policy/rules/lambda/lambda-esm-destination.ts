import { keepsFailed } from "../../aws/failed-events";
import { EVENT_SOURCE_MAPPING } from "../../aws/function";
import { QUEUE } from "../../aws/queue";
import { parseArn } from "../../documents/arn";
import { ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { implies, not, type Truth } from "../../model/truth";

const STREAM = "aws:kinesis/stream:Stream";

/** Whether the events come from a queue, which has a dead-letter queue of its own. */
function readsQueue(resource: Resource, stack: Stack): Truth {
  if (stack.targets(resource, "eventSourceArn", QUEUE).resources.length > 0) return true;
  const source = resource.get("eventSourceArn");
  const others = resource.dependenciesOf("eventSourceArn").some((urn) => stack.byUrn(urn)?.type === STREAM);
  if (others) return false;
  return source.matches((text) => parseArn(text)?.service === "sqs");
}

export default defineRule({
  id: "lambda-esm-destination",
  title: "A function that reads a stream keeps the records that it could not process",
  severity: "medium",
  scope: "stack",
  types: [EVENT_SOURCE_MAPPING],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html"],
  choice:
    "Mappings that read a queue are left out: there AWS takes no onFailure destination, the queue's redrive policy does it.",
  options: noOptions,
  fix: "set destinationConfig.onFailure.destinationArn to a queue, topic or bucket",
  check({ resource, stack, expect, notApplicable }) {
    const queue = readsQueue(resource, stack);
    if (queue === true) return notApplicable();
    const destination = resource.get("destinationConfig", "onFailure", "destinationArn");
    expect(
      implies(not(queue), keepsFailed(resource, stack, "destinationConfig", "onFailure", "destinationArn")),
      destination,
      "a record that fails blocks its shard until it expires, and is then lost",
    );
  },
  compliant: stackOf(
    { type: STREAM, name: "stream", props: {} },
    {
      type: EVENT_SOURCE_MAPPING,
      name: "subject",
      props: {
        eventSourceArn: ref("stream"),
        destinationConfig: { onFailure: { destinationArn: "queue" } },
      },
    },
    { type: QUEUE, name: "queue", props: {} },
    { type: EVENT_SOURCE_MAPPING, name: "from-queue", props: { eventSourceArn: ref("queue") } },
  ),
  violations: {
    "no destination": wrong("destinationConfig", undefined, "destinationConfig.onFailure.destinationArn"),
  },
});
