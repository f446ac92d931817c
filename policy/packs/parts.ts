import type { Rule } from "../model/rule";
import { rules } from "../rules/index";

/** The parts that the rules can be taken in; each rule is in exactly one. */
export const PARTS = ["security", "operations", "hygiene"] as const;
export type Part = (typeof PARTS)[number];

/** Keeps the platform available, observable and deployable. */
const OPERATIONS: ReadonlySet<string> = new Set([
  "account-throttle-budget",
  "acm-create-first",
  "acm-dns-validation",
  "acm-expiry",
  "alarm-action",
  "alarm-actions-enabled",
  "alarm-missing-data",
  "alias-target-health",
  "api-alarm-coverage",
  "api-key-in-usage-plan",
  "authorizer-cache-ttl",
  "authorizer-referenced",
  "backend-alarm-coverage",
  "domain-after-validation",
  "domain-mapping-present",
  "domain-type-matches-api",
  "kinesis-retention",
  "kinesis-throttle-alarm",
  "kms-enabled",
  "lambda-async-destination",
  "lambda-dlq",
  "lambda-esm-destination",
  "lambda-explicit-memory",
  "lambda-explicit-timeout",
  "lambda-log-group",
  "lambda-reserved-concurrency",
  "lambda-runtime",
  "lambda-sqs-visibility",
  "lambda-timeout-below-integration",
  "lambda-tracing",
  "lambda-vpc-multi-az",
  "log-group-retention",
  "nat-multi-az",
  "private-zone-vpc",
  "protect-stateful",
  "record-health-check",
  "rest-account-log-role",
  "rest-cache-enabled",
  "rest-cache-key-parameters",
  "rest-cache-ttl-bounded",
  "rest-deployment-create-first",
  "rest-deployment-depends",
  "rest-deployment-triggers",
  "rest-endpoint-type-allowed",
  "rest-integration-no-mock-prod",
  "rest-integration-timeout",
  "rest-method-complete",
  "rest-stage-metrics-enabled",
  "rest-stage-throttle",
  "rest-stage-xray",
  "s3-lifecycle",
  "s3-versioning",
  "sns-redrive",
  "sqs-dlq",
  "sqs-dlq-retention",
  "sqs-max-receive",
  "sqs-retention",
  "stage-canary-bounded",
  "stage-own-log-group",
  "usage-plan-rate-within-stage",
  "usage-plan-throttle-and-quota",
  "userpool-deletion-protection",
  "v2-domain-configuration",
  "v2-stage-no-auto-deploy",
  "v2-stage-throttle",
  "vpc-dns-attributes",
  "vpc-subnets-multi-az",
  "vpce-multi-az",
  "vpce-private-dns",
  "vpce-required-services",
  "webacl-capacity",
  "webacl-rule-metrics",
]);

/** Keeps the account readable to whoever comes next. */
const HYGIENE: ReadonlySet<string> = new Set([
  "iam-no-inline",
  "iam-role-no-mixed-policies",
  "iam-user-no-policies",
  "kms-description",
  "lambda-description",
  "nacl-attached",
  "resource-description",
  "resource-tags",
  "rest-gateway-responses",
  "rest-stage-access-log-json",
  "sg-attached",
  "sg-description",
  "sg-no-mixed-rules",
  "sg-rule-description",
]);

/** Rules named above; the tests look whether each is there. */
export const SORTED_OUT: readonly string[] = [...OPERATIONS, ...HYGIENE];

/** The part of a rule. What is not sorted out is security, so that a new rule is never missed by who takes that. */
export function partOf({ id }: Rule): Part {
  if (OPERATIONS.has(id)) return "operations";
  return HYGIENE.has(id) ? "hygiene" : "security";
}

/** The rules of a part, in the guard's order. */
export const rulesOf = (part: Part): readonly Rule[] => rules.filter((rule) => partOf(rule) === part);
