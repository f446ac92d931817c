import type { Resource } from "../model/resource";
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

/** Whether an alarm looks at the metric, by itself or in one of its metric queries. */
export function watches(alarm: Resource, wanted: WatchedMetric): Truth {
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
