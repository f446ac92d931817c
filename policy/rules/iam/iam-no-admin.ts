import { PERMISSION_HOLDERS, permissionPolicies, ROLE_POLICY_ATTACHMENT } from "../../aws/policy-holders";
import { isReadable } from "../../documents/policy-document";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { all, not } from "../../model/truth";
import { allow, document, leastPrivilege } from "./policy.fixture";

const isAdministrator = (text: string) =>
  /:policy\/(AdministratorAccess|IAMFullAccess|PowerUserAccess)$/.test(text);

export default defineRule({
  id: "iam-no-admin",
  title: "No policy gives every permission",
  severity: "critical",
  scope: "resource",
  types: [...PERMISSION_HOLDERS, ROLE_POLICY_ATTACHMENT],
  frameworks: { fsbp: ["IAM.1"], "cis-aws": ["1.15"], "pci-dss-4": ["7.2.2"], "nist-800-53-r5": ["AC-6"] },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"],
  options: noOptions,
  fix: "list the actions and the resources that are needed",
  check({ resource, expect }) {
    const managed = [resource.get("policyArn"), ...resource.get("managedPolicyArns").items];
    for (const arn of managed)
      if (arn.state !== "absent")
        expect(
          not(arn.matches(isAdministrator)),
          arn,
          `${arn.shown ?? "the policy"} gives nearly every permission`,
        );
    for (const policy of permissionPolicies(resource)) {
      expect(isReadable(policy), policy.at, "the policy is not a JSON policy document");
      for (const statement of policy.statements)
        expect(
          not(all([statement.allows, statement.coversAllActions, statement.coversAllResources])),
          statement.at,
          `${statement.label} allows every action on every resource`,
        );
    }
    expect(true, "", "");
  },
  compliant: stackOf(...leastPrivilege.resources, {
    type: ROLE_POLICY_ATTACHMENT,
    name: "attachment",
    props: {
      role: "role",
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
    },
  }),
  violations: {
    "all of all": wrong("policy", document(allow("*", "*")), "policy.Statement[0]"),
    "in a list": wrong(
      "policy",
      document(allow("dynamodb:GetItem"), allow(["s3:GetObject", "*"], ["*"])),
      "policy.Statement[1]",
    ),
    "all but something": wrong(
      "policy",
      document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      "policy.Statement[0]",
    ),
    "inline in a role": wrong(
      ["inlinePolicies", 0, "policy"],
      document(allow("*", "*")),
      "inlinePolicies[0].policy.Statement[0]",
      "role",
    ),
    AdministratorAccess: wrong(
      "policyArn",
      "arn:aws:iam::aws:policy/AdministratorAccess",
      "policyArn",
      "attachment",
    ),
  },
});
