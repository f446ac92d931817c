import { type Json, type JsonObject, isList, isObject } from "./json";
import type { StatesError } from "./statesError";

/** Errors that `States.ALL` does not stand for. Source: Step Functions developer guide, "Error names". */
const NEVER_BY_WILDCARD = new Set(["States.Runtime", "States.DataLimitExceeded"]);

/** True when a retrier's or catcher's ErrorEquals names the error. */
export function namesError(rule: JsonObject, { error }: StatesError): boolean {
  const names = isList(rule.ErrorEquals) ? rule.ErrorEquals : [];
  return names.some((name) => {
    if (name === error) return true;
    if (NEVER_BY_WILDCARD.has(error)) return false;
    return name === "States.ALL" || (name === "States.TaskFailed" && error !== "States.Timeout");
  });
}

/** The rules of a state's `Retry` or `Catch`. */
export const rulesOf = (value: Json | undefined): readonly JsonObject[] =>
  isList(value) ? value.filter(isObject) : [];

/** Counts the retries of one state; each retrier has its own count. */
export class Retries {
  private readonly counts = new Map<JsonObject, number>();

  constructor(private readonly rules: readonly JsonObject[]) {}

  /** Milliseconds until the next try, or undefined when there is none. Jitter is left out: tests want one answer. */
  delayAfter(error: StatesError): number | undefined {
    const rule = this.rules.find((each) => namesError(each, error));
    if (!rule) return undefined;
    const count = this.counts.get(rule) ?? 0;
    const number = (key: string, otherwise: number): number => {
      const value = rule[key];
      return typeof value === "number" ? value : otherwise;
    };
    if (count >= number("MaxAttempts", 3)) return undefined;
    this.counts.set(rule, count + 1);
    const seconds = number("IntervalSeconds", 1) * number("BackoffRate", 2) ** count;
    return Math.min(seconds, number("MaxDelaySeconds", Number.POSITIVE_INFINITY)) * 1000;
  }

  /** Tries so far, for `$$.State.RetryCount`. */
  get count(): number {
    return [...this.counts.values()].reduce((sum, each) => sum + each, 0);
  }
}
