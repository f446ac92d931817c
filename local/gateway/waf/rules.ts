import { compileAction, verdict, type Action, type ResponseBodies } from "./actions";
import type { Inspected } from "./inspected";
import { list, number, object, text } from "./plain";
import { compileStatement } from "./statements/compile";
import type { Matcher, Scope } from "./statements/scope";
import type { WafVerdict } from "./types";

/** One compiled rule of a web ACL: the verdict when it ends the evaluation, undefined when it does not. */
export type Rule = (view: Inspected) => WafVerdict | undefined;

/** A rule with a statement and an action of its own, in an ACL or in a rule group. */
export interface PlainRule {
  readonly name: string;
  readonly matches: Matcher;
  readonly action: Action;
  /** Fully qualified labels that a match adds. */
  readonly labels: readonly string[];
  /** What must hold for the rule to match at all; lets an evaluation skip it. */
  readonly needs: Need | undefined;
}

/** A cheap question that rules have in common; one answer for all of them. */
export type Need = (view: Inspected) => boolean;

const COUNT: Action = { kind: "COUNT", insertHeaders: [] };

/** Rules in the order of evaluation: ascending priority. */
export function byPriority(rules: readonly unknown[]): readonly Readonly<Record<string, unknown>>[] {
  return rules.map(object).sort((a, b) => number(a.priority, 0) - number(b.priority, 0));
}

/** Compiles a rule that has an `action`. Without one it counts, which is what AWS does with an empty override. */
export function compilePlainRule(
  rule: Readonly<Record<string, unknown>>,
  bodies: ResponseBodies,
  scope: Scope,
): PlainRule {
  return {
    name: text(rule.name),
    matches: compileStatement(rule.statement, scope),
    action: compileAction(rule.action, bodies, scope.notice) ?? COUNT,
    labels: list(rule.ruleLabels).map((label) => scope.labelPrefix + text(object(label).name)),
    needs: undefined,
  };
}

/** Runs a rule whose needs are met; `reported` is its name in the verdict. */
export function runPlainRule(rule: PlainRule, reported: string, view: Inspected): WafVerdict | undefined {
  if (rule.matches(view) !== true) return undefined;
  view.addLabels(rule.labels);
  if (rule.action.kind !== "COUNT") return verdict(rule.action, view, reported);
  view.counted.push(reported);
  view.insertHeaders.push(...rule.action.insertHeaders);
  return undefined;
}

/** What a rule says about the group it refers to. */
export interface GroupOptions {
  /** Name of the referring rule, which labels and counts are reported under. */
  readonly rule: string;
  readonly scopeDown: Matcher | undefined;
  /** `overrideAction { count }`: the group's result counts instead of ending the evaluation. */
  readonly countOnly: boolean;
}

/** A rule that refers to a group. Inside, the first terminating action ends the group. */
export function groupRule(rules: readonly PlainRule[], options: GroupOptions): Rule {
  const named = rules.map((rule) => ({ rule, reported: `${options.rule}/${rule.name}` }));
  const needs = [...new Set(rules.flatMap((rule) => rule.needs ?? []))];
  // Most requests meet few needs: for each combination of them, as bits, the rules that can match at all.
  const plans = Array.from({ length: 1 << needs.length }, (_, met) =>
    named.filter(({ rule }) => rule.needs === undefined || (met & (1 << needs.indexOf(rule.needs))) !== 0),
  );
  return (view) => {
    if (options.scopeDown && options.scopeDown(view) !== true) return undefined;
    let met = 0;
    for (let index = 0; index < needs.length; index++) if (needs[index]?.(view)) met |= 1 << index;
    for (const { rule, reported } of plans[met] ?? named) {
      const answer = runPlainRule(rule, reported, view);
      if (!answer) continue;
      if (!options.countOnly) return answer;
      view.counted.push(reported);
      return undefined;
    }
    return undefined;
  };
}

/** The actions that a reference puts in place of the rules' own: `ruleActionOverrides`, and the older `excludedRules`. */
export function actionOverrides(
  statement: Readonly<Record<string, unknown>>,
  bodies: ResponseBodies,
  notice: (message: string) => void,
): ReadonlyMap<string, Action> {
  const result = new Map<string, Action>();
  for (const excluded of list(statement.excludedRules)) result.set(text(object(excluded).name), COUNT);
  for (const override of list(statement.ruleActionOverrides).map(object)) {
    const action = compileAction(override.actionToUse, bodies, notice);
    if (action) result.set(text(override.name), action);
  }
  return result;
}
