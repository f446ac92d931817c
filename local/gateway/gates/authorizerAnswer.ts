import { record, text } from "../declarations";
import type { Policy } from "../policies/policy";
import { compilePolicies, statementsOf } from "../policies/policy";
import { REQUEST_KEYS } from "../policies/requestKeys";

/** Longest `Resource` of an authorizer's policy (apigateway/latest/developerguide/limits.html). */
const LONGEST_RESOURCE = 512;

/** What a Lambda authorizer answered, in a form that can be evaluated for any method of the API. */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policy: Policy;
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string;
}

const texts = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** Why a statement is none, or undefined when it is one. */
function faultOf(value: unknown): string | undefined {
  const statement = record(value);
  if (statement.Effect !== "Allow" && statement.Effect !== "Deny")
    return "a statement whose Effect is neither Allow nor Deny";
  if (!texts(statement.Action ?? statement.NotAction).every(isText)) return "a statement without Action";
  const resources = texts(statement.Resource ?? statement.NotResource);
  if (!resources.every(isText)) return "a statement without Resource";
  return resources.some((resource) => String(resource).length > LONGEST_RESOURCE)
    ? `a Resource longer than ${LONGEST_RESOURCE} characters`
    : undefined;
}

/** The context as text; undefined when a value is neither text nor number nor boolean. */
function contextOf(value: unknown): Record<string, string> | undefined {
  const context: Record<string, string> = {};
  for (const [key, item] of Object.entries(record(value))) {
    if (item === null) continue;
    if (typeof item === "object" || item === undefined) return undefined;
    context[key] = String(item as string | number | boolean);
  }
  return context;
}

/**
 * Reads the output of a Lambda authorizer, or says why API Gateway would answer 500 to it
 * (apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html).
 */
export function authorizerAnswer(payload: unknown): AuthorizerAnswer | string {
  const answer = record(payload);
  const principalId = answer.principalId;
  if (typeof principalId !== "string" && typeof principalId !== "number")
    return "the answer has no principalId";
  const statements = statementsOf(answer.policyDocument);
  if (statements.length === 0) return "the answer has no policyDocument with a Statement";
  for (const statement of statements) {
    const fault = faultOf(statement);
    if (fault !== undefined) return `the policy has ${fault}`;
  }
  const context = contextOf(answer.context);
  if (context === undefined) return "the context has a value that is an object or a list";
  const usageIdentifierKey = text(answer.usageIdentifierKey);
  return {
    principalId: String(principalId),
    policy: compilePolicies([answer.policyDocument], { keys: REQUEST_KEYS, principals: false }),
    context,
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
  };
}
