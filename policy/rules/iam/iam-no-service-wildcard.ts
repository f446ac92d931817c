import { PERMISSION_HOLDERS, permissionPolicies } from "../../aws/policy-holders";
import { isEveryActionOfSome } from "../../documents/breadth";
import { isReadable } from "../../documents/policy-document";
import { wrong } from "../../model/fixture";
import { names, optionsOf } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";
import { allow, document, leastPrivilege } from "./policy.fixture";

export default defineRule({
  id: "iam-no-service-wildcard",
  title: "No policy allows all actions of a service",
  severity: "high",
  scope: "resource",
  types: PERMISSION_HOLDERS,
  frameworks: { fsbp: ["IAM.21"], "pci-dss-4": ["7.2.2"], "nist-800-53-r5": ["AC-6"] },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html"],
  options: optionsOf({ allowed: names("Patterns that are accepted, such as execute-api:*.", []) }),
  fix: "list the actions, or a prefix such as dynamodb:BatchGet*",
  check({ resource, options, expect }) {
    for (const policy of permissionPolicies(resource)) {
      expect(isReadable(policy), policy.at, "the policy is not a JSON policy document");
      for (const statement of policy.statements) {
        // Security Hub's IAM.21 fails it too: what it does not list it allows as a whole.
        expect(
          not(all([statement.allows, statement.notActions.present])),
          statement.at,
          `${statement.label} allows all actions but those that NotAction lists`,
        );
        for (const action of statement.actions.items) {
          const wild = action.matches((text) => isEveryActionOfSome(text) && !options.allowed.includes(text));
          expect(
            not(all([statement.allows, wild])),
            statement.at,
            `${statement.label} allows ${action.shown ?? "every action"}`,
          );
        }
      }
    }
    expect(true, "", "");
  },
  compliant: leastPrivilege,
  violations: {
    "one service": wrong("policy", document(allow(["dynamodb:GetItem", "sqs:*"])), "policy.Statement[0]"),
    "all but one service": wrong(
      "policy",
      document({ Effect: "Allow", NotAction: "iam:*", Resource: "table" }),
      "policy.Statement[0]",
    ),
    "every service": wrong("policy", document(allow("*")), "policy.Statement[0]"),
  },
});
