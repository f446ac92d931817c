import { keyed } from "../model/keyed";
import type { Resource } from "../model/resource";
import type { Stack } from "../model/stack";
import type { Value } from "../model/value";

const RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup";

/** Capacity units of AWS's managed groups. Source: AWS WAF developer guide, "AWS Managed Rules rule groups list". */
const MANAGED: ReadonlyMap<string, number> = new Map([
  ["AWSManagedRulesCommonRuleSet", 700],
  ["AWSManagedRulesAdminProtectionRuleSet", 100],
  ["AWSManagedRulesKnownBadInputsRuleSet", 200],
  ["AWSManagedRulesSQLiRuleSet", 200],
  ["AWSManagedRulesLinuxRuleSet", 200],
  ["AWSManagedRulesUnixRuleSet", 100],
  ["AWSManagedRulesWindowsRuleSet", 200],
  ["AWSManagedRulesPHPRuleSet", 100],
  ["AWSManagedRulesWordPressRuleSet", 100],
  ["AWSManagedRulesAmazonIpReputationList", 25],
  ["AWSManagedRulesAnonymousIpList", 50],
  ["AWSManagedRulesBotControlRuleSet", 50],
  ["AWSManagedRulesATPRuleSet", 50],
  ["AWSManagedRulesACFPRuleSet", 50],
  ["AWSManagedRulesAntiDDoSRuleSet", 50],
]);

/** Prices before transformations. Source: AWS WAF developer guide, the page of each statement. */
const BASE: ReadonlyMap<string, number> = new Map([
  ["asnMatchStatement", 1],
  ["byteMatchStatement", 2],
  ["geoMatchStatement", 1],
  ["ipSetReferenceStatement", 1],
  ["labelMatchStatement", 1],
  ["regexMatchStatement", 3],
  ["regexPatternSetReferenceStatement", 25],
  ["sizeConstraintStatement", 1],
  ["sqliMatchStatement", 20],
  ["xssMatchStatement", 40],
]);

/** The dearer ways to compare strings. */
const CONTAINS = ["CONTAINS", "CONTAINS_WORD"];

/** Statements nest three levels at most; more is damage. */
const MAXIMUM_DEPTH = 8;

type Units = number | "unknown";

const add = (...units: readonly Units[]): Units =>
  units.reduce<Units>((sum, one) => (sum === "unknown" || one === "unknown" ? "unknown" : sum + one), 0);

/** Capacity units (WCU) that a rule of a web ACL takes; unknown where a part of it is. */
export function capacityOf(rule: Value, acl: Resource, stack: Stack): Units {
  const statement = rule.get("statement");
  return statement.unknown ? "unknown" : ofStatement(statement, acl, stack, 0);
}

function ofStatement(statement: Value, acl: Resource, stack: Stack, depth: number): Units {
  if (statement.unknown || depth > MAXIMUM_DEPTH) return "unknown";
  const inner = (value: Value): Units => ofStatement(value, acl, stack, depth + 1);
  return add(
    ...statement.entries.map(([kind, value]): Units => {
      if (value.unknown) return "unknown";
      switch (kind) {
        case "andStatement":
        case "orStatement":
          return value.get("statements").unknown
            ? "unknown"
            : add(1, ...value.get("statements").items.map(inner));
        case "notStatement":
          // The provider writes a list of one where the API has a single statement.
          return add(1, ...[...value.get("statements").items, ...value.get("statement").items].map(inner));
        case "managedRuleGroupStatement":
          return add(managed(value), ...value.get("scopeDownStatement").items.map(inner));
        case "rateBasedStatement":
          return add(
            2,
            30 * value.get("customKeys").items.length,
            ...value.get("scopeDownStatement").items.map(inner),
          );
        case "ruleGroupReferenceStatement":
          return referenced(value, acl, stack);
        default:
          return match(kind, value);
      }
    }),
  );
}

const managed = (value: Value): Units => MANAGED.get(value.get("name").text ?? "") ?? "unknown";

const groupsByArn = keyed([RULE_GROUP], (group) => [group.outputs.get("arn").text]);

function referenced(value: Value, acl: Resource, stack: Stack): Units {
  const arn = value.get("arn").text;
  const followed = new Set(acl.dependencies.flatMap((urn) => stack.byUrn(urn) ?? []));
  const group =
    arn === undefined ? [...followed].filter(({ type }) => type === RULE_GROUP) : groupsByArn(stack).of(arn);
  return (group.length === 1 ? group[0]?.get("capacity").number : undefined) ?? "unknown";
}

function match(kind: string, value: Value): Units {
  const base = BASE.get(kind);
  if (base === undefined) return 0;
  const dearer =
    (kind === "byteMatchStatement" && CONTAINS.includes(value.get("positionalConstraint").text ?? "")
      ? 8
      : 0) + (kind === "sqliMatchStatement" && value.get("sensitivityLevel").text === "HIGH" ? 10 : 0);
  const field = value.get("fieldToMatch");
  const transformations = value.get("textTransformations");
  if (field.unknown || transformations.unknown) return "unknown";
  const fieldExtra = field.get("allQueryArguments").state === "absent" ? 0 : 10;
  const real = transformations.items.filter((item) => item.get("type").text !== "NONE").length;
  // Inspecting a JSON body doubles the price of the comparison.
  const factor = field.get("jsonBody").state === "absent" ? 1 : 2;
  return (base + dearer) * factor + fieldExtra + 10 * real;
}
