import assert from "node:assert/strict";
import { resolve } from "node:path";
import { createCloud } from "../../local/cloud";
import { evaluate, type Graph, readProject, readStackConfig } from "../../local/graph";
import { ofType, outputsOf, type PolicyStatement, statementsOf } from "../infra/evaluateStage";

const root = resolve(__dirname, "../../bootstrap");

/**
 * The graph of bootstrap/.
 *
 * @param account instead of the settings in its file
 * @param more other configuration, such as `aws:region`
 */
export function evaluateAccount(
  account?: Record<string, unknown>,
  more: Readonly<Record<string, string>> = {},
): Promise<Graph> {
  const project = readProject(root);
  const config = readStackConfig(project, "account");
  const key = "gatehouse-bootstrap:account";
  const values = { ...config.values, ...more, ...(account && { [key]: JSON.stringify(account) }) };
  return evaluate({ project, stack: "account", config: { ...config, values }, cloud: createCloud() });
}

/** The statements of all policies of a role: `preview`, `drift` or `deploy`. */
export function statementsOfRole(graph: Graph, part: string): PolicyStatement[] {
  const policies = ofType(graph, "aws:iam/policy:Policy").filter(({ name }) =>
    name.startsWith(`github-${part}-`),
  );
  assert.ok(policies.length > 0, part);
  return policies.flatMap((policy) => statementsOf(policy));
}

/** The permissions boundary. */
export function boundaryOf(graph: Graph): { readonly arn: string; readonly statements: PolicyStatement[] } {
  const [policy] = ofType(graph, "aws:iam/policy:Policy").filter(({ name }) => name === "github-boundary");
  assert.ok(policy);
  return { arn: String(outputsOf(policy).arn), statements: statementsOf(policy) };
}
