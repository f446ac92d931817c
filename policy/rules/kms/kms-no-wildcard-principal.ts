import { KEY_POLICY_HOLDERS } from "../../aws/key-policy";
import { isReadable, isOpenTo, readPolicy } from "../../documents/policy-document";
import { stackOf, wrong } from "../../model/fixture";
import { noOptions } from "../../model/options";
import { defineRule } from "../../model/rule";
import { not } from "../../model/truth";

const KEY = "aws:kms/key:Key";
const policy = (principal: unknown, condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "use",
        Effect: "Allow",
        Action: "kms:*",
        Resource: "*",
        Principal: principal,
        ...(condition ? { Condition: condition } : {}),
      },
    ],
  });

/** What a stranger could do with the key; each is enough. */
const ACTIONS = [
  "kms:Decrypt",
  "kms:GenerateDataKey",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
];

export default defineRule({
  id: "kms-no-wildcard-principal",
  title: "A key policy does not let everyone use the key",
  severity: "critical",
  scope: "resource",
  types: KEY_POLICY_HOLDERS,
  frameworks: { fsbp: ["KMS.5"], "pci-dss-4": ["3.6.1.3"] },
  links: ["https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"],
  choice:
    "A condition counts when it names an account, an organisation or a source; kms:ViaService alone lets in every account.",
  options: noOptions,
  fix: "name the account's root, roles or services, or add a condition on kms:CallerAccount or aws:PrincipalOrgID",
  check({ resource, expect, notApplicable }) {
    const at = resource.get("policy");
    // Without a policy AWS gives the key its default one, which trusts the account only.
    if (at.state === "absent") return notApplicable();
    const document = readPolicy(at);
    expect(isReadable(document), at, "the key policy is not a JSON policy document");
    for (const statement of document.statements)
      for (const action of ACTIONS)
        expect(
          not(isOpenTo(document, statement, action)),
          statement.at,
          `${statement.label} lets everyone use the key`,
        );
  },
  compliant: stackOf(
    { type: KEY, name: "subject", props: { policy: policy({ AWS: "arn:aws:iam::000000000000:root" }) } },
    {
      type: "aws:kms/replicaKey:ReplicaKey",
      name: "replica",
      props: { policy: policy({ AWS: "arn:aws:iam::000000000000:root" }) },
    },
  ),
  violations: {
    everyone: wrong("policy", policy("*"), "policy.Statement[0]"),
    "everyone, in another Region": wrong("policy", policy("*"), "policy.Statement[0]", "replica"),
    "every AWS principal": wrong("policy", policy({ AWS: ["*"] }), "policy.Statement[0]"),
    "by way of a service": wrong(
      "policy",
      policy("*", { StringEquals: { "kms:ViaService": "dynamodb.eu-central-1.amazonaws.com" } }),
      "policy.Statement[0]",
    ),
  },
});
