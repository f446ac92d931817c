import { isWatched } from "../../aws/alarmed-metrics";
import { missing, ref, stackOf, type FixtureResource } from "../../model/fixture";
import { oncePer } from "../../model/once";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const FUNCTION = "aws:lambda/function:Function";
const QUEUE = "aws:sqs/queue:Queue";

/** Resources that send what fails to a queue, and the property that names it. */
const SENDERS: readonly (readonly [type: string, property: string])[] = [
  [QUEUE, "redrivePolicy"],
  ["aws:sqs/redrivePolicy:RedrivePolicy", "redrivePolicy"],
  ["aws:sns/topicSubscription:TopicSubscription", "redrivePolicy"],
  [FUNCTION, "deadLetterConfig"],
  ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "destinationConfig"],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", "destinationConfig"],
  ["aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig"],
];

/** URNs of what takes dead letters. */
const deadLetterQueues = oncePer(
  (stack: Stack): ReadonlySet<string> =>
    new Set(
      SENDERS.flatMap(([type, property]) =>
        stack.ofType(type).flatMap((sender) => sender.dependenciesOf(property)),
      ),
    ),
);

const alarm = (namespace: string, metric: string, dimension: string, of: string): FixtureResource => ({
  type: ALARM,
  name: `${of}-${metric}`,
  props: { namespace, metricName: metric, dimensions: { [dimension]: ref(of, "name") } },
});

export default defineRule({
  id: "backend-alarm-coverage",
  title: "Functions, queues and dead-letter queues have alarms",
  severity: "medium",
  scope: "stack",
  types: [FUNCTION, QUEUE],
  frameworks: {
    "nist-800-53-r5": ["SI-11", "CP-10", "AU-2"],
    soc2: ["PI1.1", "A1.2", "CC7.4"],
    "iso-27001": ["A.5.30", "A.8.32"],
  },
  links: [
    "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
  ],
  choice:
    "A message in a dead-letter queue is a failure, so its number counts; in other queues it is the age of the oldest.",
  options: optionsOf({
    function: names("Metrics of AWS/Lambda that need an alarm.", ["Errors", "Throttles"]),
    queue: names("Metrics of AWS/SQS that need an alarm.", ["ApproximateAgeOfOldestMessage"]),
    deadLetterQueue: names("The same, for a dead-letter queue.", ["ApproximateNumberOfMessagesVisible"]),
  }),
  fix: "add a MetricAlarm for the metric with the dimension FunctionName or QueueName",
  check({ resource, stack, options, expect }) {
    const isFunction = resource.type === FUNCTION;
    const metrics = isFunction
      ? options.function
      : deadLetterQueues(stack).has(resource.urn)
        ? options.deadLetterQueue
        : options.queue;
    for (const metric of metrics) {
      const covered = isWatched(stack, {
        namespace: isFunction ? "AWS/Lambda" : "AWS/SQS",
        metric,
        dimension: isFunction ? "FunctionName" : "QueueName",
        owners: [resource],
        names: [resource.get("name"), resource.outputs.get("name")],
      });
      expect(covered, "", `no alarm watches ${metric}`);
    }
  },
  compliant: stackOf(
    { type: FUNCTION, name: "function", props: { name: "users" } },
    { type: QUEUE, name: "failed", props: { name: "failed" } },
    {
      type: QUEUE,
      name: "queue",
      props: { name: "queue", redrivePolicy: { deadLetterTargetArn: ref("failed"), maxReceiveCount: 5 } },
    },
    { type: QUEUE, name: "events", props: { name: "events" } },
    {
      type: "aws:cloudwatch/eventTarget:EventTarget",
      name: "target",
      props: { deadLetterConfig: { arn: ref("events") } },
    },
    { type: QUEUE, name: "batches", props: { name: "batches" } },
    {
      type: "aws:lambda/eventSourceMapping:EventSourceMapping",
      name: "mapping",
      props: { destinationConfig: { onFailure: { destinationArn: ref("batches") } } },
    },
    alarm("AWS/Lambda", "Errors", "FunctionName", "function"),
    alarm("AWS/Lambda", "Throttles", "FunctionName", "function"),
    alarm("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "queue"),
    alarm("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "failed"),
    alarm("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "events"),
    alarm("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "batches"),
  ),
  violations: {
    "function errors": missing("function-Errors", ""),
    "function throttles": missing("function-Throttles", ""),
    "queue age": missing("queue-ApproximateAgeOfOldestMessage", ""),
    "dead letters": missing("failed-ApproximateNumberOfMessagesVisible", ""),
    "events that failed": missing("events-ApproximateNumberOfMessagesVisible", ""),
    "batches that failed": missing("batches-ApproximateNumberOfMessagesVisible", ""),
  },
});
