import { compileAction, responseBodies, verdict, type ResponseBodies } from "./actions";
import { Inspected } from "./inspected";
import { managedRuleGroup } from "./managed";
import { has, list, object, rulesFromJson, text, type Plain } from "./plain";
import {
  actionOverrides,
  byPriority,
  compilePlainRule,
  groupRule,
  runPlainRule,
  type GroupOptions,
  type PlainRule,
  type Rule,
} from "./rules";
import { optional } from "./statements/compile";
import { Extractors, type Scope } from "./statements/scope";
import type { WafContext, WafRequest, WafVerdict, WebAcl } from "./types";

/** How much of a body an ACL in front of API Gateway or CloudFront inspects without `associationConfig`, in KB. */
const BODY_LIMIT_KB_DEFAULT = 16;
const BODY_LIMITS_KB: Readonly<Record<string, number>> = { KB_16: 16, KB_32: 32, KB_48: 48, KB_64: 64 };

/**
 * Compiles a web ACL once. `acl` holds the revealed inputs of an `aws:wafv2/webAcl:WebAcl`; with its `arn` among
 * them, labels carry the account as on AWS. What cannot be executed is in `notices`, nothing is skipped in silence.
 */
export function compileWebAcl(acl: Record<string, unknown>, context: WafContext): WebAcl {
  const notices = new Set<string>();
  const extractors = new Extractors();
  const labelPrefix = `awswaf:${account(text(acl.arn))}:webacl:${text(acl.name, "webacl")}:`;
  const bodies = responseBodies(acl.customResponseBodies);
  const declared = acl.rules === undefined ? rulesFromJson(acl.ruleJson) : list(acl.rules);
  const rules = byPriority(declared).map((rule) => {
    const name = text(rule.name, "(unnamed)");
    const scope: Scope = {
      context,
      clock: context.clock,
      extractors,
      rule: name,
      labelPrefix,
      notice: (message) => notices.add(`WAF rule ${name}: ${message}.`),
    };
    return compileRule(rule, bodies, scope);
  });
  const whenDone = compileAction(acl.defaultAction, bodies, (message) =>
    notices.add(`WAF default action: ${message}.`),
  ) ?? { kind: "ALLOW" as const, insertHeaders: [] };
  const bodyLimit = inspectionLimit(acl);

  return {
    notices: [...notices],
    evaluate(request: WafRequest): WafVerdict {
      const view = new Inspected(request, bodyLimit);
      for (const rule of rules) {
        const answer = rule(view);
        if (answer) return answer;
      }
      return verdict(whenDone, view, undefined);
    },
  };
}

function compileRule(rule: Plain, bodies: ResponseBodies, scope: Scope): Rule {
  const statement = object(rule.statement);
  if (has(statement, "managedRuleGroupStatement")) {
    const reference = object(statement.managedRuleGroupStatement);
    return groupRule(managedRules(reference, bodies, scope), groupOptions(rule, reference, scope));
  }
  if (has(statement, "ruleGroupReferenceStatement")) {
    const reference = object(statement.ruleGroupReferenceStatement);
    return groupRule(declaredRules(reference, bodies, scope), groupOptions(rule, reference, scope));
  }
  const plain = compilePlainRule(rule, bodies, scope);
  return (view) => runPlainRule(plain, plain.name, view);
}

function groupOptions(rule: Plain, reference: Plain, scope: Scope): GroupOptions {
  return {
    rule: text(rule.name),
    scopeDown: optional(reference.scopeDownStatement, scope),
    countOnly: has(object(rule.overrideAction), "count"),
  };
}

function managedRules(reference: Plain, bodies: ResponseBodies, scope: Scope): readonly PlainRule[] {
  const group = managedRuleGroup(text(reference.vendorName), text(reference.name), scope);
  const version = text(reference.version);
  if (version !== "") scope.notice(`version ${version} is not distinguished from the documented one`);
  return overridden(group, reference, bodies, scope);
}

/** The rules of an `aws:wafv2/ruleGroup:RuleGroup` of the same program. */
function declaredRules(reference: Plain, bodies: ResponseBodies, scope: Scope): readonly PlainRule[] {
  const arn = text(reference.arn);
  const group = scope.context.ruleGroups.get(arn);
  if (!group) {
    scope.notice(`its rule group ${arn || "(unknown)"} is not in the graph, so nothing of it is executed`);
    return [];
  }
  const labelPrefix = `awswaf:${account(arn)}:rulegroup:${text(group.name, "rulegroup")}:`;
  const groupBodies = responseBodies(group.customResponseBodies);
  const declared = group.rules === undefined ? rulesFromJson(group.rulesJson) : list(group.rules);
  const rules = byPriority(declared).map((rule) =>
    compilePlainRule(rule, groupBodies, {
      ...scope,
      labelPrefix,
      notice: (message) => scope.notice(`${text(rule.name)}: ${message}`),
    }),
  );
  return overridden(rules, reference, bodies, scope);
}

function overridden(
  rules: readonly PlainRule[],
  reference: Plain,
  bodies: ResponseBodies,
  scope: Scope,
): readonly PlainRule[] {
  const overrides = actionOverrides(reference, bodies, scope.notice);
  for (const name of overrides.keys()) {
    if (!rules.some((rule) => rule.name === name) && rules.length > 0) {
      scope.notice(`its action override names ${name}, which the group does not have`);
    }
  }
  return rules.map((rule) => ({ ...rule, action: overrides.get(rule.name) ?? rule.action }));
}

function inspectionLimit(acl: Plain): number {
  const bodies = list(object(acl.associationConfig).requestBodies).map(object);
  // An ACL guards either distributions or what is in a Region; the limit of the other kind says nothing about it.
  const kind = text(acl.scope) === "CLOUDFRONT" ? "cloudfront" : "apiGateway";
  const guarded = object(bodies.find((body) => has(body, kind))?.[kind]);
  return (BODY_LIMITS_KB[text(guarded.defaultSizeInspectionLimit)] ?? BODY_LIMIT_KB_DEFAULT) * 1024;
}

/** The account in an ARN; empty when there is none. */
function account(arn: string): string {
  return arn.split(":")[4] ?? "";
}
