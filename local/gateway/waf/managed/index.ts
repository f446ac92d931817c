/** AWS managed rule groups, as far as AWS's public documentation tells what they do. */
import type { PlainRule } from "../rules";
import type { Matcher, Scope } from "../statements/scope";
import { commonRuleSet } from "./commonRuleSet";
import type { ManagedGroup, ManagedRule } from "./definition";
import { inspectPart, partNeeds } from "./fields";
import { knownBadInputs } from "./knownBadInputs";
import { adminProtection, linux, php, posix, sqlDatabase, windows, wordPress } from "./useCaseRuleSets";

/** Groups by `name`. */
const GROUPS: Readonly<Record<string, ManagedGroup>> = {
  AWSManagedRulesCommonRuleSet: commonRuleSet,
  AWSManagedRulesKnownBadInputsRuleSet: knownBadInputs,
  AWSManagedRulesSQLiRuleSet: sqlDatabase,
  AWSManagedRulesAdminProtectionRuleSet: adminProtection,
  AWSManagedRulesLinuxRuleSet: linux,
  AWSManagedRulesUnixRuleSet: posix,
  AWSManagedRulesWindowsRuleSet: windows,
  AWSManagedRulesPHPRuleSet: php,
  AWSManagedRulesWordPressRuleSet: wordPress,
};

/** Groups whose content is not a rule that anybody outside AWS could run, and why. */
const NOT_EXECUTED: Readonly<Record<string, string>> = {
  AWSManagedRulesAmazonIpReputationList: "is a list of addresses from Amazon's threat intelligence",
  AWSManagedRulesAnonymousIpList: "is a list of addresses of anonymising services that AWS maintains",
  AWSManagedRulesBotControlRuleSet: "classifies clients with data and challenges of AWS",
  AWSManagedRulesATPRuleSet: "compares credentials with a database of AWS",
  AWSManagedRulesACFPRuleSet: "compares registrations with a database of AWS",
  AWSManagedRulesAntiDDoSRuleSet: "judges traffic by a baseline that AWS measures",
};

/** The rules of a managed group, all with the action block, which AWS documents for each of them. */
export function managedRuleGroup(vendor: string, name: string, scope: Scope): readonly PlainRule[] {
  const group = vendor === "AWS" && Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
  if (!group) {
    const reason = Object.hasOwn(NOT_EXECUTED, name) ? NOT_EXECUTED[name] : "is not publicly documented";
    scope.notice(`nothing of it is executed; the managed group ${vendor}/${name} ${reason}`);
    return [];
  }
  const rules = group.rules.map((rule) => ({ rule, matches: matcherOf(rule, scope) }));
  const needs = partNeeds((part) =>
    rules.filter(({ rule }) => rule.part === part).map(({ matches }) => matches),
  );
  return rules.map(({ rule, matches }) => ({
    name: rule.name,
    matches,
    action: { kind: "BLOCK", insertHeaders: [] },
    labels: [`awswaf:managed:aws:${group.namespace}:${rule.label}`],
    needs: rule.part && needs[rule.part],
  }));
}

function matcherOf({ part, test, matches }: ManagedRule, scope: Scope): Matcher {
  return matches ?? (part && test ? inspectPart(part, test, scope.extractors) : () => undefined);
}
