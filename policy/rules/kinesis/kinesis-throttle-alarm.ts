import { missing, ref, stackOf, wrong } from "../../model/fixture";
import { keyed } from "../../model/keyed";
import { noOptions } from "../../model/options";
import type { Resource } from "../../model/resource";
import { defineRule } from "../../model/rule";
import { all, any, type Truth } from "../../model/truth";

const STREAM = "aws:kinesis/stream:Stream";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const METRIC = "WriteProvisionedThroughputExceeded";

/** The key of alarms whose dimensions were computed from no stream of the stack. */
const UNLINKED = "unlinked";

/** Alarms on refused records by the stream in their dimensions: the one they depend on, else the one they name. */
const alarmsByStream = keyed([ALARM], (alarm, stack) => {
  if (onMetric(alarm) === false) return [];
  const streams = alarm.dependenciesOf("dimensions").filter((urn) => stack.byUrn(urn)?.type === STREAM);
  return streams.length > 0 ? streams : [UNLINKED, alarm.get("dimensions", "StreamName")];
});

const onMetric = (alarm: Resource): Truth =>
  all([alarm.get("metricName").is(METRIC), alarm.get("namespace").is("AWS/Kinesis")]);

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
    const alarms = alarmsByStream(stack);
    const name = resource.get("name").text ?? resource.outputs.get("name").text;
    const sure = alarms.of(resource.urn, name).map(onMetric);
    // A stream whose name is not known yet may be the one that an alarm names.
    const perhaps = name === undefined && alarms.of(UNLINKED).length > 0 ? "unknown" : alarms.others;
    expect(any([...sure, perhaps]), "", "when the stream refuses records, nobody is told");
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
