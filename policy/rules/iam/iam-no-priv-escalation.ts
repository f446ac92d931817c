import { PERMISSION_HOLDERS, permissionPolicies } from "../../aws/policy-holders";
import { isReadable } from "../../documents/policy-document";
import { wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { allow, document, leastPrivilege } from "./policy.fixture";

/**
 * Actions, each set of which lets a principal give itself more permissions than it has.
 * Source: IAM user guide, "Permissions required to access other IAM resources", and the well-known list of
 * escalation paths that starts from iam:PassRole.
 */
const PATHS: readonly (readonly string[])[] = [
  ["iam:CreatePolicyVersion"],
  ["iam:SetDefaultPolicyVersion"],
  ["iam:AttachUserPolicy"],
  ["iam:AttachGroupPolicy"],
  ["iam:AttachRolePolicy"],
  ["iam:PutUserPolicy"],
  ["iam:PutGroupPolicy"],
  ["iam:PutRolePolicy"],
  ["iam:AddUserToGroup"],
  ["iam:UpdateAssumeRolePolicy"],
  ["iam:CreateAccessKey"],
  ["iam:CreateLoginProfile"],
  ["iam:UpdateLoginProfile"],
  ["iam:DeleteRolePermissionsBoundary"],
  ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
  ["iam:PassRole", "lambda:CreateFunction", "lambda:AddPermission"],
  ["iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
  ["iam:PassRole", "ec2:RunInstances"],
  ["iam:PassRole", "cloudformation:CreateStack"],
  ["iam:PassRole", "glue:CreateDevEndpoint"],
  ["iam:PassRole", "states:CreateStateMachine", "states:StartExecution"],
];

export default defineRule({
  id: "iam-no-priv-escalation",
  title: "No policy lets its holder give itself more permissions",
  severity: "high",
  scope: "resource",
  types: PERMISSION_HOLDERS,
  frameworks: {},
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"],
  choice: "Judged on every resource only: an action on one named role cannot raise anything else.",
  options: noOptions,
  fix: "limit iam: actions to named roles, and iam:PassRole by iam:PassedToService",
  check({ resource, expect }) {
    for (const policy of permissionPolicies(resource)) {
      expect(isReadable(policy), policy.at, "the policy is not a JSON policy document");
      const unlimited = policy.statements.map((statement) => ({
        statement,
        holds: all([statement.allows, not(statement.limited)]),
      }));
      const allowed = (action: string) =>
        any(
          unlimited.map(({ statement, holds }) =>
            holds === false ? false : all([holds, statement.coversActionEverywhere(action)]),
          ),
        );
      for (const path of PATHS)
        expect(
          not(all(path.map(allowed))),
          policy.at,
          `${path.join(" with ")} on every resource is a way to every permission`,
        );
    }
    expect(true, "", "");
  },
  compliant: leastPrivilege,
  violations: {
    "change of a policy": wrong("policy", document(allow("iam:CreatePolicyVersion", "*")), "policy"),
    "change of every role": wrong(
      "policy",
      document(allow("iam:PutRolePolicy", "arn:aws:iam::000000000000:role/*")),
      "policy",
    ),
    "a condition that everyone meets": wrong(
      "policy",
      document({
        ...allow("iam:PutRolePolicy", "*"),
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      }),
      "policy",
    ),
    "pass a role to a new function": wrong(
      "policy",
      document(allow("iam:PassRole", "*"), allow(["lambda:Create*", "lambda:InvokeFunction"], "*")),
      "policy",
    ),
  },
});
