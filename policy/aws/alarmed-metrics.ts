import { keyed } from "../model/keyed";
import { ANY_KEY, type Key } from "../model/keys";
import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import { all, any, type Truth } from "../model/truth";
import type { Value } from "../model/value";

/** A metric of one resource. */
export interface WatchedMetric {
  readonly namespace: string;
  readonly metric: string;
  /** The dimension that names the resource. */
  readonly dimension: string;
  /** Resources that the dimension may be computed from. */
  readonly owners: readonly Resource[];
  /** Values that the dimension may have. */
  readonly names: readonly (Value | undefined)[];
  /** A dimension that, where an alarm has it, must have this value. */
  readonly narrowed?: readonly [dimension: string, value: Value];
}

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Whether some alarm of the stack looks at the metric. */
export function isWatched(stack: Stack, wanted: WatchedMetric): Truth {
  const alarms = alarmsOf(stack);
  const key = metricKey(wanted.namespace, wanted.metric);
  const known = wanted.names.flatMap((value) => value?.text ?? []);
  const likely = alarms.of(
    ...[...wanted.owners.map(({ urn }) => urn), ...known].map((name) => `${key} ${name}`),
  );
  const seen = likely.map((alarm) => watches(alarm, wanted));
  if (seen.includes(true)) return true;
  const vague = alarms.of(known.length === 0 ? key : `${key} ${VAGUE}`);
  const maybe = (alarm: Resource): boolean => watches(alarm, wanted) === "unknown";
  const perhaps = vague.some(maybe) || alarms.unsure.some(maybe);
  return any([...seen, perhaps ? "unknown" : false]);
}

const metricKey = (namespace: string, metric: string): string => `${namespace} ${metric}`;

/** Stands for a dimension that is not known yet. */
const VAGUE = "?";

/**
 * The alarms by the metrics that they name, and by these with what a dimension says or is computed from. Those whose
 * metrics are not all known yet may look at any.
 */
const alarmsOf = keyed([ALARM], (alarm) => {
  const queries = alarm.get("metricQueries");
  return [
    ...(queries.unknown ? [ANY_KEY] : []),
    ...keysOf(alarm, "dimensions", alarm.props),
    ...queries.items.flatMap((query) => keysOf(alarm, "metricQueries", query.get("metric"))),
  ];
});

function keysOf(alarm: Resource, property: string, metric: Value): readonly Key[] {
  const [namespace, name] = [metric.get("namespace"), metric.get("metricName")];
  if (namespace.unknown || name.unknown) return [ANY_KEY];
  if (namespace.text === undefined || name.text === undefined) return [];
  const key = metricKey(namespace.text, name.text);
  const dimensions = metric.get("dimensions");
  const values = dimensions.entries.map(([, value]) => value);
  return [
    key,
    ...alarm.dependenciesOf(property).map((urn) => `${key} ${urn}`),
    ...values.flatMap(({ text }) => (text === undefined ? [] : [`${key} ${text}`])),
    ...(dimensions.unknown || values.some(({ unknown }) => unknown) ? [`${key} ${VAGUE}`] : []),
  ];
}

/** Whether an alarm looks at the metric, by itself or in one of its metric queries. */
function watches(alarm: Resource, wanted: WatchedMetric): Truth {
  const queries = alarm.get("metricQueries");
  const single = looksAt(alarm, "dimensions", alarm.props, wanted);
  if (queries.unknown) return any([single, "unknown"]);
  return any([
    single,
    ...queries.items.map((query) => looksAt(alarm, "metricQueries", query.get("metric"), wanted)),
  ]);
}

function looksAt(alarm: Resource, property: string, metric: Value, wanted: WatchedMetric): Truth {
  const named = metric.get("dimensions", wanted.dimension);
  const linked = wanted.owners.some(({ urn }) => alarm.dependenciesOf(property).includes(urn));
  const known = wanted.names.flatMap((value) => value?.text ?? []);
  // With a resource whose own name is not known yet, a literal may still turn out to be it.
  const other = known.length === 0 ? "unknown" : false;
  const ofResource = named.matches((text) => known.includes(text));
  return all([
    metric.get("namespace").is(wanted.namespace),
    metric.get("metricName").is(wanted.metric),
    any([linked && named.state !== "absent", ofResource, named.state === "absent" ? false : other]),
    narrowedTo(metric, wanted.narrowed),
  ]);
}

function narrowedTo(metric: Value, narrowed: WatchedMetric["narrowed"]): Truth {
  if (narrowed === undefined) return true;
  const [dimension, value] = narrowed;
  const found = metric.get("dimensions", dimension);
  if (found.state === "absent") return true;
  return value.text === undefined ? "unknown" : found.is(value.text);
}
