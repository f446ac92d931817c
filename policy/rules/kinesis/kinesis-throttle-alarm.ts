import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import type { Stack } from "../../model/stack";
import { all, any, type Truth } from "../../model/truth";

const STREAM = "aws:kinesis/stream:Stream";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const METRIC = "WriteProvisionedThroughputExceeded";

/** Whether an alarm's dimensions name the stream: by dependency, else by the stream's known name. */
function isAbout(alarm: Resource, stream: Resource, stack: Stack): Truth {
  if (alarm.dependenciesOf("dimensions").includes(stream.urn)) return true;
  const others = alarm.dependenciesOf("dimensions").some((urn) => stack.byUrn(urn)?.type === STREAM);
  if (others) return false;
  const own = stream.get("name");
  const named = alarm.get("dimensions", "StreamName");
  if (named.unknown) return "unknown";
  const name = own.text ?? stream.outputs.get("name").text;
  return name === undefined ? "unknown" : named.text === name;
}

export default defineRule({
  id: "kinesis-throttle-alarm",
  title: "An alarm tells when a data stream refuses records",
  severity: "medium",
  scope: "stack",
  types: [STREAM],
  frameworks: {},
  links: ["https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html"],
  options: noOptions,
  fix: `add a metric alarm on ${METRIC} of the stream, in namespace AWS/Kinesis`,
  check({ resource, stack, expect }) {
    const alarms = stack
      .ofType(ALARM)
      .map((alarm) =>
        all([
          alarm.get("metricName").is(METRIC),
          alarm.get("namespace").is("AWS/Kinesis"),
          isAbout(alarm, resource, stack),
        ]),
      );
    expect(any(alarms), "", "when the stream refuses records, nobody is told");
  },
  compliant: stackOf(
    { type: STREAM, name: "subject", props: { name: "orders" } },
    {
      type: ALARM,
      name: "alarm",
      props: {
        namespace: "AWS/Kinesis",
        metricName: METRIC,
        dimensions: { StreamName: ref("subject", "name") },
      },
    },
  ),
  violations: {
    "no alarm": missing("alarm", ""),
    "on another metric": wrong("metricName", "IncomingBytes", "", "alarm"),
    "on another stream": wrong("dimensions", { StreamName: "payments" }, "", "alarm"),
  },
});
