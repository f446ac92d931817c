import { PERMISSION_HOLDERS, permissionPolicies } from "../../aws/policy-holders";
import { parseArn } from "../../documents/arn";
import { isEvery } from "../../documents/breadth";
import { narrows } from "../../documents/condition";
import type { KeyKind } from "../../documents/finite";
import { globMatches, hasWildcard, mayMeet } from "../../documents/glob";
import { isReadable } from "../../documents/policy-document";
import { wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { allow, document, leastPrivilege } from "./policy.fixture";

const PASSED_TO = new Map<string, KeyKind>([["iam:passedtoservice", "exact"]]);
const isEveryRole = (text: string): boolean => isEvery("iam", "role/", text);
/** Whether the pattern takes in some role. */
function mayBeRole(text: string): boolean {
  const arn = parseArn(text);
  if (arn === undefined) return hasWildcard(text);
  return globMatches(arn.service, "iam") && mayMeet(arn.resource, "role/*");
}
const ROLE_ARN = "arn:aws:iam::000000000000:role/gatehouse-flow";
const toService = { StringEquals: { "iam:PassedToService": "vpc-flow-logs.amazonaws.com" } };
const pass = (resource: string, condition?: object) =>
  document({ ...allow("iam:PassRole", resource), ...(condition ? { Condition: condition } : {}) });

export default defineRule({
  id: "iam-passrole-scoped",
  title: "Roles are passed by name, and to a named service",
  severity: "medium",
  scope: "resource",
  types: PERMISSION_HOLDERS,
  frameworks: {},
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
  options: noOptions,
  fix: "write the ARNs of the roles, and a condition StringEquals on iam:PassedToService",
  check({ resource, expect }) {
    for (const policy of permissionPolicies(resource)) {
      expect(isReadable(policy), policy.at, "the policy is not a JSON policy document");
      for (const statement of policy.statements) {
        const passes = all([statement.allows, statement.coversAction("iam:PassRole")]);
        const everyRole = any([
          statement.notResources.present,
          statement.resources.some((item) => item.matches(isEveryRole)),
        ]);
        expect(not(all([passes, everyRole])), statement.at, `${statement.label} passes every role`);
        // A statement whose resources are no roles does not pass any, whatever its actions.
        const roles = statement.resources.some((item) => item.matches(mayBeRole));
        expect(
          not(all([passes, any([roles, everyRole]), not(narrows(statement.condition, PASSED_TO))])),
          statement.at,
          `${statement.label} passes a role to any service`,
        );
      }
    }
    expect(true, "", "");
  },
  compliant: {
    resources: [
      ...leastPrivilege.resources,
      {
        type: "aws:iam/rolePolicy:RolePolicy",
        name: "passing",
        props: { policy: pass(ROLE_ARN, toService) },
      },
    ],
  },
  violations: {
    "every role": wrong("policy", pass("*", toService), "policy.Statement[0]"),
    "to any service": wrong("policy", pass(ROLE_ARN), "policy.Statement[0]"),
  },
});
