/**
 * Web ACL capacity units (WCU): what a web ACL's rules cost; the sum may not pass 5000.
 * Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups list" and "Rule statements list".
 */
import type { Plain } from "../cloud";
import { list, record, text } from "../model";

const MANAGED_GROUPS: Readonly<Record<string, number>> = {
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
  AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesWordPressRuleSet: 100,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesATPRuleSet: 50,
  AWSManagedRulesACFPRuleSet: 50,
  AWSManagedRulesBotControlRuleSet: 50,
  AWSManagedRulesAntiDDoSRuleSet: 50,
};

/** Units of a statement alone; a text transformation adds 10, looking at all of a request's cookies or headers doubles. */
const STATEMENTS: Readonly<Record<string, number>> = {
  asnMatchStatement: 1,
  byteMatchStatement: 10,
  geoMatchStatement: 1,
  ipSetReferenceStatement: 1,
  labelMatchStatement: 1,
  regexMatchStatement: 3,
  regexPatternSetReferenceStatement: 25,
  sizeConstraintStatement: 1,
  sqliMatchStatement: 20,
  xssMatchStatement: 40,
};

/** A text transformation costs 10, whatever it does. */
const TRANSFORMATION = 10;
/** A rate rule costs 2, and 30 for each aggregation key of its own, besides its scope-down statement. */
const RATE_RULE = 2;
const AGGREGATION_KEY = 30;

function transformations(statement: Plain): number {
  return (
    list(statement.textTransformations).filter((item) => text(record(item).type) !== "NONE").length *
    TRANSFORMATION
  );
}

function statementCapacity(statement: Plain): number {
  let sum = 0;
  for (const [kind, value] of Object.entries(statement)) {
    const body = record(value);
    if (kind === "managedRuleGroupStatement")
      sum += (MANAGED_GROUPS[text(body.name)] ?? 0) + statementCapacity(record(body.scopeDownStatement));
    else if (kind === "rateBasedStatement")
      sum +=
        RATE_RULE +
        list(body.customKeys).length * AGGREGATION_KEY +
        statementCapacity(record(body.scopeDownStatement));
    else if (kind === "andStatement" || kind === "orStatement")
      for (const nested of list(body.statements)) sum += statementCapacity(record(nested));
    else if (kind === "notStatement")
      sum += list(body.statements).reduce(
        (total: number, nested) => total + statementCapacity(record(nested)),
        0,
      );
    else if (kind in STATEMENTS) sum += (STATEMENTS[kind] ?? 0) + transformations(body);
  }
  return sum;
}

/** The capacity that the rules use, in WCU. Rule groups by reference count nothing: their capacity is not in the rule. */
export const webAclCapacity = (rules: readonly Plain[]): number =>
  rules.reduce((sum, rule) => sum + statementCapacity(record(rule.statement)), 0);
