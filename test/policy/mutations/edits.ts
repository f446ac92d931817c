import type { DeploymentResource } from "../../../policy/guard";
import { changeJson, type Mutation } from "./mutation";
import { API } from "./targets";

export const INTEGRATION = "x-amazon-apigateway-integration";

/** The elements of a list. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Sets a part of the storefront's OpenAPI body; undefined takes it away. */
export const inBody = (path: readonly string[], value: unknown, ...companions: readonly string[]): Mutation =>
  changeJson(API, "body", path, () => value, ...companions);

/** Sets a part of GET /users in the storefront. */
export const inGet = (path: readonly string[], value: unknown, ...companions: readonly string[]): Mutation =>
  inBody(["paths", "/users", "get", ...path], value, ...companions);

/** An integration with a backend of one's own. */
export const backend = (protocol: "http" | "https") => ({
  type: "http_proxy",
  httpMethod: "GET",
  uri: `${protocol}://backend.example.com`,
  timeoutInMillis: 5000,
});

/** One statement more in a resource policy. */
export const more =
  (principal: unknown, action: string) =>
  (statements: unknown): readonly unknown[] => [
    ...list(statements),
    { Effect: "Allow", Principal: principal, Action: action, Resource: "*" },
  ];

/** Allows the role of the users' function something more. */
export const allowing = (action: string, resource: string, ...companions: readonly string[]): Mutation =>
  changeJson(
    { type: "aws:iam/rolePolicy:RolePolicy", name: /^functions-users-policy$/ },
    "policy",
    ["Statement"],
    (statements) => [...list(statements), { Effect: "Allow", Action: action, Resource: resource }],
    ...companions,
  );

/** A permission for everyone, on behalf of nobody. */
export function withoutSource(permission: DeploymentResource): DeploymentResource {
  const opened = (properties: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
    ...properties,
    sourceArn: undefined,
    principal: "*",
  });
  return { ...permission, inputs: opened(permission.inputs), outputs: opened(permission.outputs) };
}

const speaksOf = (rule: unknown, word: string): boolean => JSON.stringify(rule).includes(word);

/** The rules of a web ACL, one of them changed. */
export const withRule = (rules: unknown, word: string, changes: object): readonly unknown[] =>
  list(rules).map((rule) => (speaksOf(rule, word) ? { ...(rule as object), ...changes } : rule));

/** The rules of a web ACL but the one that speaks of something. */
export const without = (rules: unknown, word: string): readonly unknown[] =>
  list(rules).filter((rule) => !speaksOf(rule, word));

/** More of AWS's managed groups beside the rules that are there. */
export const withGroups = (rules: unknown, groups: readonly string[]): readonly unknown[] => [
  ...list(rules),
  ...groups.map((name, index) => ({
    ...(list(rules).find((rule) => speaksOf(rule, "CommonRuleSet")) as object),
    name,
    priority: 100 + index,
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name: `AWSManagedRules${name}RuleSet` } },
  })),
];
