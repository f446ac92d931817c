import type { Resource } from "./resource";
import type { Place, Rule } from "./rule";
import type { Stack } from "./stack";

/** What a rule says of one resource, before levels and exemptions are known. */
export interface Remark {
  readonly verdict: "violation" | "cannot-tell";
  /** Property path the remark is about; empty for the resource as a whole. */
  readonly property: string;
  /** What is wrong; of what cannot be told, what would be. */
  readonly message: string;
}

/** The outcome of one rule on one resource. */
export interface Outcome {
  readonly resource: Resource;
  readonly verdict: "pass" | "violation" | "cannot-tell" | "not-applicable";
  readonly remarks: readonly Remark[];
}

const pathOf = (place: Place): string => (typeof place === "string" ? place : place.path);

/** Runs a rule on one resource. Whatever the values are, it answers: a rule that throws could hide all others. */
function judge(rule: Rule, resource: Resource, stack: Stack, options: unknown, today: string): Outcome {
  const remarks: Remark[] = [];
  const said = new Set<string>();
  let stated = false;
  let applicable = true;
  // The engine shows such a rule nothing else either, so both hosts come to the same verdict.
  const visible = rule.scope === "resource" ? stack.alone(resource) : stack;
  rule.check({
    resource,
    stack: visible,
    options,
    today,
    expect(truth, place, message) {
      stated = true;
      if (truth === true) return;
      const verdict = truth === false ? "violation" : "cannot-tell";
      const property = pathOf(place);
      const key = JSON.stringify([property, message]);
      if (said.has(key)) return;
      said.add(key);
      remarks.push({ verdict, property, message });
    },
    notApplicable() {
      applicable = false;
    },
  });
  if (!stated && !applicable) return { resource, verdict: "not-applicable", remarks: [] };
  const joined = joinUnknown(remarks);
  const verdict = remarks.some((remark) => remark.verdict === "violation")
    ? "violation"
    : remarks.length > 0
      ? "cannot-tell"
      : "pass";
  return { resource, verdict, remarks: joined };
}

/** A rule may say itself that something is not known. */
const SAYS_UNKNOWN = /\bknown yet$/;

/**
 * What cannot be told is one remark for each property, in the place of the first, and does not assert what rules say of
 * values that are wrong: nobody has seen the value.
 */
function joinUnknown(remarks: readonly Remark[]): readonly Remark[] {
  const open = new Map<string, string[]>();
  for (const { verdict, property, message } of remarks)
    if (verdict === "cannot-tell") open.set(property, [...(open.get(property) ?? []), message]);
  return remarks.flatMap((remark) => {
    if (remark.verdict === "violation") return [remark];
    const messages = open.get(remark.property);
    open.delete(remark.property);
    return messages === undefined ? [] : [{ ...remark, message: unknownMessage(messages) }];
  });
}

function unknownMessage(messages: readonly string[]): string {
  const feared = messages.filter((message) => !SAYS_UNKNOWN.test(message));
  if (feared.length === 0) return messages.join(", and ");
  return `not known before deployment; would be wrong if: ${feared.join(", or ")}`;
}

/**
 * Runs a rule on each resource of its types. Resources that were only read belong to somebody else.
 * `today` is YYYY-MM-DD in UTC.
 */
export function evaluate(rule: Rule, stack: Stack, options: unknown, today: string): readonly Outcome[] {
  return stack
    .ofType(...rule.types)
    .filter((resource) => !resource.external)
    .map((resource) => judge(rule, resource, stack, options, today));
}
