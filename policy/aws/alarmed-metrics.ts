import { oncePer } from "../model/once";
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
  const { byMetric, unsure } = alarmsOf(stack);
  const some = [...(byMetric.get(metricKey(wanted.namespace, wanted.metric)) ?? []), ...unsure];
  return any(some.map((alarm) => watches(alarm, wanted)));
}

const metricKey = (namespace: string, metric: string): string => `${namespace} ${metric}`;

/** The alarms by the metrics that they name; those whose metrics are not all known yet may look at any. */
const alarmsOf = oncePer((stack: Stack) => {
  const byMetric = new Map<string, Set<Resource>>();
  const unsure = new Set<Resource>();
  for (const alarm of stack.ofType(ALARM)) {
    const queries = alarm.get("metricQueries");
    if (queries.unknown) unsure.add(alarm);
    for (const metric of [alarm.props, ...queries.items.map((query) => query.get("metric"))]) {
      const [namespace, name] = [metric.get("namespace"), metric.get("metricName")];
      if (namespace.unknown || name.unknown) unsure.add(alarm);
      if (namespace.text === undefined || name.text === undefined) continue;
      const key = metricKey(namespace.text, name.text);
      byMetric.set(key, (byMetric.get(key) ?? new Set()).add(alarm));
    }
  }
  return { byMetric, unsure };
});

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
