import { compileField } from "../fields";
import type { Inspected } from "../inspected";
import { list, number, object, text, type Plain } from "../plain";
import { compileTransformations } from "../transformations";
import { forwardedAddresses, normalizeAddress } from "./origin";
import { CANNOT_TELL, type Matcher, type Scope } from "./scope";

/** AWS looks at the rates about every ten seconds; windows are multiples of it. */
const BUCKET_MS = 10_000;
/** AWS WAF keeps at most this many aggregation instances for a rule. */
const INSTANCES_LIMIT = 10_000;
const WINDOWS_SECONDS: readonly number[] = [60, 120, 300, 600];
/** @default 300 — AWS WAF API, RateBasedStatement. */
const WINDOW_SECONDS_DEFAULT = 300;
const LIMIT_MINIMUM = 10;

/** The aggregation key of a request; undefined when the request is not counted. */
type KeyOf = (view: Inspected) => string | undefined;

/**
 * `rateBasedStatement`: holds once an aggregation instance has sent more than `limit` requests in the trailing
 * window. AWS reacts with a delay of some seconds; here the next request is already refused.
 */
export function rateBased(statement: Plain, scope: Scope, scopeDown: Matcher | undefined): Matcher {
  const limit = Math.max(LIMIT_MINIMUM, number(statement.limit, LIMIT_MINIMUM));
  const declared = number(statement.evaluationWindowSec, WINDOW_SECONDS_DEFAULT);
  const seconds = WINDOWS_SECONDS.includes(declared) ? declared : WINDOW_SECONDS_DEFAULT;
  const keyOf = aggregateKey(statement, scope);
  if (!keyOf) return CANNOT_TELL;
  const counter = new RateCounter(seconds);
  return (view) => {
    if (scopeDown) {
      const inScope = scopeDown(view);
      if (inScope !== true) return inScope;
    }
    const key = keyOf(view);
    return key !== undefined && counter.add(key, scope.clock.now()) > limit;
  };
}

/** Counts per key over a trailing window, in buckets of ten seconds. Memory is bounded by the number of instances. */
export class RateCounter {
  readonly #buckets: number;
  readonly #instances = new Map<string, { counts: Uint32Array; last: number; total: number }>();
  #swept = 0;

  constructor(windowSeconds: number) {
    this.#buckets = (windowSeconds * 1000) / BUCKET_MS;
  }

  /** Counts one request at `now` (ms) and gives the number in the window, this one included. */
  add(key: string, now: number): number {
    const bucket = Math.floor(now / BUCKET_MS);
    if (bucket !== this.#swept) this.#sweep(bucket);
    let instance = this.#instances.get(key);
    if (!instance) {
      if (this.#instances.size >= INSTANCES_LIMIT) this.#dropOldest();
      instance = { counts: new Uint32Array(this.#buckets), last: bucket, total: 0 };
      this.#instances.set(key, instance);
    }
    this.#advance(instance, bucket);
    const index = bucket % this.#buckets;
    instance.counts[index] = (instance.counts[index] ?? 0) + 1;
    return ++instance.total;
  }

  /** Number of keys held. */
  get size(): number {
    return this.#instances.size;
  }

  #advance(instance: { counts: Uint32Array; last: number; total: number }, bucket: number): void {
    const steps = Math.min(bucket - instance.last, this.#buckets);
    for (let step = 1; step <= steps; step++) {
      const index = (instance.last + step) % this.#buckets;
      instance.total -= instance.counts[index] ?? 0;
      instance.counts[index] = 0;
    }
    if (steps === this.#buckets) {
      instance.counts.fill(0);
      instance.total = 0;
    }
    if (bucket > instance.last) instance.last = bucket;
  }

  #sweep(bucket: number): void {
    this.#swept = bucket;
    for (const [key, instance] of this.#instances) {
      if (bucket - instance.last >= this.#buckets) this.#instances.delete(key);
    }
  }

  #dropOldest(): void {
    const oldest = this.#instances.keys().next();
    if (!oldest.done) this.#instances.delete(oldest.value);
  }
}

function aggregateKey(statement: Plain, scope: Scope): KeyOf | undefined {
  switch (text(statement.aggregateKeyType, "IP")) {
    case "FORWARDED_IP":
      return forwardedKey(object(statement.forwardedIpConfig));
    case "CONSTANT":
      return () => "";
    case "CUSTOM_KEYS":
      return customKeys(statement, scope);
    default:
      return (view) => normalizeAddress(view.request.clientIp);
  }
}

function forwardedKey(config: Plain): KeyOf {
  const header = text(config.headerName, "X-Forwarded-For");
  const onInvalid = text(config.fallbackBehavior) === "MATCH" ? "" : undefined;
  return (view) => {
    const [address] = forwardedAddresses(view, header, "FIRST");
    if (address === undefined) return undefined;
    return /^[0-9a-f:.]+$/i.test(address) ? normalizeAddress(address) : onInvalid;
  };
}

/** All custom keys must be there for a request to be counted. */
function customKeys(statement: Plain, scope: Scope): KeyOf | undefined {
  const parts = list(statement.customKeys).map((key) => customKey(object(key), statement, scope));
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  return (view) => {
    let result = "";
    for (const part of parts) {
      const value = part?.(view);
      if (value === undefined) return undefined;
      result += `${value.length}:${value}`;
    }
    return result;
  };
}

function customKey(key: Plain, statement: Plain, scope: Scope): KeyOf | undefined {
  const kind = Object.keys(key).find((name) => key[name] !== undefined && key[name] !== null);
  const options = object(kind === undefined ? undefined : key[kind]);
  switch (kind) {
    case "ip":
      return (view) => normalizeAddress(view.request.clientIp);
    case "forwardedIp":
      return forwardedKey(object(statement.forwardedIpConfig));
    case "httpMethod":
      return (view) => view.request.method;
    case "labelNamespace": {
      const prefix = text(options.namespace);
      const own = prefix.startsWith("awswaf:") ? prefix : scope.labelPrefix + prefix;
      return (view) => {
        const labels = view.labels.filter((label) => label.startsWith(own));
        return labels.length > 0 ? labels.join(",") : undefined;
      };
    }
    case "header":
      return component({ singleHeader: options }, options, scope);
    case "queryArgument":
      return component({ singleQueryArgument: options }, options, scope);
    case "queryString":
      return component({ queryString: {} }, options, scope);
    case "uriPath":
      return component({ uriPath: {} }, options, scope);
    case "cookie": {
      const pattern = { includedCookies: [text(options.name)] };
      return component({ cookies: { matchPatterns: [pattern], matchScope: "VALUE" } }, options, scope);
    }
    default:
      scope.notice(`the rate key ${kind ?? "(none)"} is not known here, so it cannot be decided`);
      return undefined;
  }
}

function component(fieldToMatch: Plain, options: Plain, scope: Scope): KeyOf {
  const field = compileField(fieldToMatch);
  const { key, apply } = compileTransformations(options.textTransformations, () => undefined);
  const values = scope.extractors.intern(
    `${field.key}|${key}`,
    field.extract,
    key === "" ? undefined : apply,
  );
  return (view) => {
    const found = values(view);
    return typeof found === "boolean" || found.length === 0 ? undefined : found.join(",");
  };
}
