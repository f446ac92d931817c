import { PERMISSION_HOLDERS, permissionPolicies } from "../../aws/policy-holders";
import { isReadable } from "../../documents/policy-document";
import { isRestrictable } from "../../documents/unrestrictable-actions";
import { wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, any, not } from "../../model/truth";
import { allow, document, leastPrivilege } from "./policy.fixture";

export default defineRule({
  id: "iam-no-wildcard-resource",
  title: "Actions that can be limited to a resource are",
  severity: "high",
  scope: "resource",
  types: PERMISSION_HOLDERS,
  frameworks: {},
  links: [
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  ],
  choice:
    'Actions without resource-level permissions (xray:PutTraceSegments …) may have "*": there is nothing else to write.',
  options: optionsOf({ unrestrictable: names("More actions that IAM cannot limit to a resource.", []) }),
  fix: "write the ARNs of the resources that are meant",
  check({ resource, options, expect }) {
    for (const policy of permissionPolicies(resource)) {
      expect(isReadable(policy), policy.at, "the policy is not a JSON policy document");
      for (const statement of policy.statements) {
        const restrictable = any([
          statement.notActions.present,
          statement.actions.some((action) =>
            action.matches((text) => isRestrictable(text, options.unrestrictable)),
          ),
        ]);
        const open = all([
          statement.allows,
          statement.coversAllResources,
          restrictable,
          not(statement.limited),
        ]);
        expect(not(open), statement.at, `${statement.label} allows its actions on every resource`);
      }
    }
    expect(true, "", "");
  },
  compliant: {
    resources: [
      ...leastPrivilege.resources,
      {
        type: "aws:iam/rolePolicy:RolePolicy",
        name: "tracing",
        props: { policy: document(allow(["xray:PutTraceSegments"], "*")) },
      },
    ],
  },
  violations: {
    "every table": wrong("policy", document(allow("dynamodb:GetItem", "*")), "policy.Statement[0]"),
    "a condition that everyone meets": wrong(
      "policy",
      document({
        ...allow("dynamodb:GetItem", "*"),
        Condition: { StringLike: { "aws:PrincipalArn": "*" } },
      }),
      "policy.Statement[0]",
    ),
    "among what cannot be limited": wrong(
      "policy",
      document(allow(["xray:PutTraceSegments", "dynamodb:GetItem"], "*")),
      "policy.Statement[0]",
    ),
    "all resources but one": wrong(
      "policy",
      document({ Effect: "Allow", Action: "dynamodb:GetItem", NotResource: "table" }),
      "policy.Statement[0]",
    ),
  },
});
